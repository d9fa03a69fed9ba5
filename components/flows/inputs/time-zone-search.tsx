"use client";

import { Command } from "cmdk";
import { useMemo, useState } from "react";
import { findTimeZones, isTimeZone, offsetIn, timeIn, timeZoneNames } from "@/lib/time/time-zones";
import { PickerEntry, PickerInput } from "../../ui/picker-entry";

interface TimeZoneSearchProps {
  value: string;
  now: number | null;
  onChoose: (zone: string) => void;
}

/** The zones offered before anything is typed come first: the chosen one and the one that this browser is in. */
function offered(value: string): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([value, own, "UTC"])].filter((zone) => zone !== "");
}

/** Finds a time zone by typing. */
export function TimeZoneSearch({ value, now, onChoose }: TimeZoneSearchProps) {
  const [query, setQuery] = useState("");
  const at = now ?? 0;
  const zones = useMemo(() => {
    const found = findTimeZones(query, timeZoneNames(), at);
    const typed = query.trim();
    // Lists leave out some names, old or new, that are good all the same.
    if (isTimeZone(typed) && !found.some((zone) => zone.toLowerCase() === typed.toLowerCase())) {
      return [typed, ...found];
    }
    if (typed !== "") return found;
    const top = offered(value);
    return [...top, ...found.filter((zone) => !top.includes(zone))];
  }, [query, at, value]);

  return (
    // Not cmdk's own filter: it ranks by single letters, and "ber" would find "America/Barbados" before "Berlin".
    <Command shouldFilter={false} loop label="Find a time zone" defaultValue={itemValue(value)}>
      <PickerInput value={query} placeholder="City, region or offset" onChange={setQuery} />
      <Command.List label="Time zones" className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted-foreground">
          No time zone has that in its name.
        </Command.Empty>
        {query === "" ? (
          <PickerEntry
            value={itemValue("")}
            label="Not set"
            hint=""
            chosen={value === ""}
            onChoose={() => onChoose("")}
          />
        ) : null}
        {zones.map((zone) => (
          <PickerEntry
            key={zone}
            value={itemValue(zone)}
            label={zone.replaceAll("_", " ")}
            hint={clock(zone, now)}
            chosen={zone === value}
            onChoose={() => onChoose(zone)}
          />
        ))}
      </Command.List>
    </Command>
  );
}

/** What cmdk knows an entry by. It begins at the chosen one, so that Enter right after opening changes nothing. */
function itemValue(zone: string): string {
  return zone === "" ? "not-set" : zone;
}

function clock(zone: string, now: number | null): string {
  if (now === null) return "";
  const time = timeIn(zone, now);
  return time === null ? "not known" : `${time} · ${offsetIn(zone, now)}`;
}
