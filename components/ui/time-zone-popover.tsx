"use client";

import { Command } from "cmdk";
import { Popover } from "radix-ui";
import { type ReactElement, useMemo, useState } from "react";
import { findTimeZones, isTimeZone, offsetIn, timeIn, timeZoneNames } from "@/lib/time/time-zones";
import { PickerEntry, PickerInput } from "./picker-entry";

interface TimeZonePopoverProps extends TimeZoneSearchProps {
  label: string;
  /** The button that opens it. */
  trigger: ReactElement;
}

/** The search for a time zone. It loads when it is first opened, and is open then. */
export function TimeZonePopover({ label, trigger, onChoose, ...search }: TimeZonePopoverProps) {
  const [open, setOpen] = useState(true);
  const [typed, setTyped] = useState(search.typed);

  function change(next: boolean) {
    setOpen(next);
    setTyped("");
  }

  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        aria-label={`Choose: ${label}`}
        className="animate-pop z-50 w-(--radix-popover-trigger-width) min-w-[min(20rem,calc(100vw-1rem))] overflow-hidden rounded-lg border bg-popover text-popover-foreground shadow-lg"
      >
        <TimeZoneSearch
          {...search}
          typed={typed}
          onChoose={(zone) => {
            onChoose(zone);
            change(false);
          }}
        />
      </Popover.Content>
    </Popover.Root>
  );
}

interface TimeZoneSearchProps {
  value: string;
  /** The words for no zone, which is "". */
  none: string;
  now: number | null;
  /** What the search begins with. */
  typed: string;
  onChoose: (zone: string) => void;
}

/** The zones that come first while nothing is typed: the chosen one, the browser's own one and UTC. */
function offered(value: string): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([value, own, "UTC"])].filter((zone) => zone !== "");
}

/** Finds a time zone by typing. */
function TimeZoneSearch({ value, none, now, typed, onChoose }: TimeZoneSearchProps) {
  const [query, setQuery] = useState(typed);
  const at = now ?? 0;
  const zones = useMemo(() => {
    const found = findTimeZones(query, timeZoneNames(), at);
    const named = query.trim();
    // The browser's list leaves out some valid names, old or new.
    if (isTimeZone(named) && !found.some((zone) => zone.toLowerCase() === named.toLowerCase())) {
      return [named, ...found];
    }
    if (named !== "") return found;
    const top = offered(value);
    return [...top, ...found.filter((zone) => !top.includes(zone))];
  }, [query, at, value]);

  return (
    // cmdk's own filter ranks by single letters: "ber" would find "America/Barbados" before "Berlin".
    <Command shouldFilter={false} loop label="Find a time zone" defaultValue={itemValue(value)}>
      <PickerInput value={query} placeholder="City, region or offset" onChange={setQuery} />
      <Command.List label="Time zones" className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted-foreground">
          No time zone has that in its name.
        </Command.Empty>
        {query === "" ? (
          <PickerEntry
            value={itemValue("")}
            label={none}
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

/** The key of an entry for cmdk. The list opens at the chosen entry, so that Enter right away changes nothing. */
function itemValue(zone: string): string {
  return zone === "" ? "not-set" : zone;
}

function clock(zone: string, now: number | null): string {
  if (now === null) return "";
  const time = timeIn(zone, now);
  return time === null ? "not known" : `${time} · ${offsetIn(zone, now)}`;
}
