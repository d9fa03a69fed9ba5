"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import { useMemo, useState } from "react";
import { findTimeZones, isTimeZone, offsetIn, timeIn, timeZoneNames } from "@/lib/flows/time-zones";
import { cn } from "../../ui/class-names";

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
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder="City, region or offset"
        className="h-10 w-full border-b bg-transparent px-3 text-lg outline-none placeholder:text-muted-foreground sm:text-base"
      />
      <Command.List label="Time zones" className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted-foreground">
          No time zone has that in its name.
        </Command.Empty>
        {query === "" ? (
          <ZoneItem zone="" label="Not set" chosen={value === ""} clock="" onChoose={onChoose} />
        ) : null}
        {zones.map((zone) => (
          <ZoneItem
            key={zone}
            zone={zone}
            label={zone.replaceAll("_", " ")}
            chosen={zone === value}
            clock={clock(zone, now)}
            onChoose={onChoose}
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

interface ZoneItemProps {
  zone: string;
  label: string;
  chosen: boolean;
  clock: string;
  onChoose: (zone: string) => void;
}

function ZoneItem({ zone, label, chosen, clock: text, onChoose }: ZoneItemProps) {
  return (
    <Command.Item
      value={itemValue(zone)}
      onSelect={() => onChoose(zone)}
      className="flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-accent data-[selected=true]:text-accent-foreground"
    >
      <Check aria-hidden className={cn("size-4 shrink-0", !chosen && "invisible")} />
      <span className="min-w-0 flex-1 wrap-anywhere">
        {label}
        {chosen ? <span className="sr-only"> (chosen)</span> : null}
      </span>
      <span className="shrink-0 text-xs text-muted-foreground tabular-nums">{text}</span>
    </Command.Item>
  );
}
