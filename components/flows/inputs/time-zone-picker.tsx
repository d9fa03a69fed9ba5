"use client";

import { ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { isTimeZone, offsetIn, timeIn } from "@/lib/time/time-zones";
import { cn } from "../../ui/class-names";
import { CONTROL_CLASSES } from "../../ui/control-classes";
import { Field } from "../../ui/field";
import { useHydrated } from "../../ui/use-hydrated";
import { type InputProps, noErrors } from "./input-props";
import { TimeZoneSearch } from "./time-zone-search";
import { useMinute } from "./use-minute";

interface TimeZonePickerProps extends InputProps<string> {
  optional?: boolean;
}

/** Chooses a time zone by name, place or offset. A name that nobody knows stays as it is; "" is none. */
export function TimeZonePicker(props: TimeZonePickerProps) {
  const { id, label, hint, value, onChange, disabled = false, errorAt = noErrors } = props;
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  const now = useMinute();
  return (
    <Field id={id} label={label} hint={hint} error={errorAt("")} optional={props.optional ?? false}>
      {(control) => (
        <Popover.Root open={open} onOpenChange={setOpen}>
          <Popover.Trigger
            {...control}
            type="button"
            // As a combobox its label and the chosen zone are both read out; of a button it would be the label alone.
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

/** The time in the chosen zone. It waits for the browser's clock: the server's page would show another minute. */
function ZoneClock({ zone, now }: { zone: string; now: number | null }) {
  if (zone === "" || now === null) return null;
  if (!isTimeZone(zone)) return <span className="text-sm text-warning">not a known time zone</span>;
  return (
    <span className="shrink-0 text-sm text-muted-foreground tabular-nums">
      {timeIn(zone, now)} · {offsetIn(zone, now)}
    </span>
  );
}
