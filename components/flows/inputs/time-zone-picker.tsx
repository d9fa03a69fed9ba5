"use client";

import { ChevronsUpDown } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { isTimeZone, offsetIn, timeIn } from "@/lib/time/time-zones";
import { cn } from "../../ui/class-names";
import { Field, type FieldControlProps } from "../../ui/field";
import { CONTROL_CLASSES } from "../../ui/input";
import { expectPart, useLatePart } from "../../ui/late-part";
import { useHydrated } from "../../ui/use-hydrated";
import { useMinute } from "../../ui/use-minute";
import { type InputProps, noErrors } from "./input-props";

const loadSearch = () => import("./time-zone-popover").then(({ TimeZonePopover }) => TimeZonePopover);

interface TimeZonePickerProps extends InputProps<string> {}

/** Chooses a time zone by name, place or offset. An unknown name stays as it is; "" is none. */
export function TimeZonePicker(props: TimeZonePickerProps) {
  const { id, label, hint, errorAt = noErrors } = props;
  return (
    <Field id={id} label={label} hint={hint} error={errorAt("")}>
      {(control) => <ZoneControl {...props} control={control} />}
    </Field>
  );
}

/** The button that shows the zone. The search behind it loads when it is first opened, and goes on with what was typed by then. */
function ZoneControl(props: TimeZonePickerProps & { control: FieldControlProps }) {
  const { label, value, onChange, disabled = false, control } = props;
  const now = useMinute();
  const [wanted, setWanted] = useState(false);
  const [typed, setTyped] = useState("");
  const TimeZonePopover = useLatePart(loadSearch, wanted, () => {
    setWanted(false);
    setTyped("");
  });
  const button = { ...control, value, now, disabled };
  if (TimeZonePopover) {
    return (
      <TimeZonePopover
        label={label}
        value={value}
        now={now}
        typed={typed}
        trigger={<ZoneButton {...button} />}
        onChoose={onChange}
      />
    );
  }

  function keepTyping(event: KeyboardEvent) {
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!wanted || !isText) return;
    event.preventDefault();
    setTyped((text) => text + event.key);
  }

  return (
    <ZoneButton
      {...button}
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={() => expectPart(loadSearch)}
      onFocus={() => expectPart(loadSearch)}
      onClick={() => setWanted(true)}
      onKeyDown={keepTyping}
    />
  );
}

interface ZoneButtonProps extends ComponentProps<"button"> {
  value: string;
  now: number | null;
}

function ZoneButton(props: ZoneButtonProps) {
  const { value, now, disabled = false, "aria-expanded": expanded = false, ...rest } = props;
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      {...rest}
      // Screen readers read both the label and the chosen zone of a combobox, but only the label of a button.
      role="combobox"
      aria-expanded={expanded}
      disabled={disabled || !hydrated}
      data-waking={hydrated || disabled ? undefined : ""}
      className={cn(CONTROL_CLASSES, "flex min-h-9 items-center gap-2 py-1 text-left")}
    >
      <span className="min-w-0 flex-1 wrap-anywhere">{value === "" ? "Not set" : value}</span>
      <ZoneClock zone={value} now={now} />
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
    </button>
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
