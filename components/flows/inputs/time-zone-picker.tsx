"use client";

import { Command } from "cmdk";
import { ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useMemo, useState } from "react";
import { findTimeZones, isTimeZone, offsetIn, timeIn, timeZoneNames } from "@/lib/time/time-zones";
import { cn } from "../../ui/class-names";
import { Field } from "../../ui/field";
import { CONTROL_CLASSES } from "../../ui/input";
import { PickerEntry, PickerInput } from "../../ui/picker-entry";
import { useHydrated } from "../../ui/use-hydrated";
import { useMinute } from "../../ui/use-minute";
import { type InputProps, noErrors } from "./input-props";

interface TimeZonePickerProps extends InputProps<string> {}

/** Chooses a time zone by name, place or offset. An unknown name stays as it is; "" is none. */
export function TimeZonePicker(props: TimeZonePickerProps) {
  const { id, label, hint, value, onChange, disabled = false, errorAt = noErrors } = props;
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  const now = useMinute();
  return (
    <Field id={id} label={label} hint={hint} error={errorAt("")}>
      {(control) => (
        <Popover.Root open={open} onOpenChange={setOpen}>
          <Popover.Trigger
            {...control}
            type="button"
            // Screen readers read both the label and the chosen zone of a combobox, but only the label of a button.
            role="combobox"
            aria-expanded={open}
            disabled={disabled || !hydrated}
            data-waking={hydrated || disabled ? undefined : ""}
            className={cn(CONTROL_CLASSES, "flex min-h-9 items-center gap-2 py-1 text-left")}
          >
            <span className="min-w-0 flex-1 wrap-anywhere">{value === "" ? "Not set" : value}</span>
            <ZoneClock zone={value} now={now} />
            <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          </Popover.Trigger>
          <Popover.Content
            align="start"
            sideOffset={4}
            collisionPadding={8}
            aria-label={`Choose: ${label}`}
            className="animate-pop z-50 w-(--radix-popover-trigger-width) min-w-[min(20rem,calc(100vw-1rem))] overflow-hidden rounded-lg border bg-popover text-popover-foreground shadow-lg"
          >
            <TimeZoneSearch
              value={value}
              now={now}
              onChoose={(zone) => {
                onChange(zone);
                setOpen(false);
              }}
            />
          </Popover.Content>
        </Popover.Root>
      )}
    </Field>
  );
}

/** The time in the chosen zone, by the browser's clock only, because the server may render another minute. */
function ZoneClock({ zone, now }: { zone: string; now: number | null }) {
  if (zone === "" || now === null) return null;
  if (!isTimeZone(zone)) return <span className="text-sm text-warning">not a known time zone</span>;
  return (
    <span className="shrink-0 text-sm text-muted-foreground tabular-nums">
      {timeIn(zone, now)} · {offsetIn(zone, now)}
    </span>
  );
}

interface TimeZoneSearchProps {
  value: string;
  now: number | null;
  onChoose: (zone: string) => void;
}

/** The zones that come first while nothing is typed: the chosen one, the browser's own one and UTC. */
function offered(value: string): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([value, own, "UTC"])].filter((zone) => zone !== "");
}

/** Finds a time zone by typing. */
function TimeZoneSearch({ value, now, onChoose }: TimeZoneSearchProps) {
  const [query, setQuery] = useState("");
  const at = now ?? 0;
  const zones = useMemo(() => {
    const found = findTimeZones(query, timeZoneNames(), at);
    const typed = query.trim();
    // The browser's list leaves out some valid names, old or new.
    if (isTimeZone(typed) && !found.some((zone) => zone.toLowerCase() === typed.toLowerCase())) {
      return [typed, ...found];
    }
    if (typed !== "") return found;
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

/** The key of an entry for cmdk. The list opens at the chosen entry, so that Enter right away changes nothing. */
function itemValue(zone: string): string {
  return zone === "" ? "not-set" : zone;
}

function clock(zone: string, now: number | null): string {
  if (now === null) return "";
  const time = timeIn(zone, now);
  return time === null ? "not known" : `${time} · ${offsetIn(zone, now)}`;
}
