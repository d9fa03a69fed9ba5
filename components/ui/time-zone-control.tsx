"use client";

import { ChevronsUpDown } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { isTimeZone, offsetIn, timeIn } from "@/lib/time/time-zones";
import { cn } from "./class-names";
import type { FieldControlProps } from "./field";
import { CONTROL_CLASSES } from "./input";
import { expectPart, useLatePart } from "./late-part";
import { useHydrated } from "./use-hydrated";
import { useMinute } from "./use-minute";

const loadSearch = () => import("./time-zone-popover").then(({ TimeZonePopover }) => TimeZonePopover);

interface TimeZoneControlProps {
  label: string;
  /** "" is none. */
  value: string;
  /** The words for none. */
  none?: string;
  onChange: (zone: string) => void;
  disabled?: boolean | undefined;
  control: FieldControlProps;
}

/** The button that shows the zone. The search behind it loads when it is first opened, and goes on with what was typed by then. */
export function TimeZoneControl(props: TimeZoneControlProps) {
  const { label, value, none = "Not set", onChange, disabled = false, control } = props;
  const now = useMinute();
  const [wanted, setWanted] = useState(false);
  const [typed, setTyped] = useState("");
  const TimeZonePopover = useLatePart(loadSearch, wanted, () => {
    setWanted(false);
    setTyped("");
  });
  const button = { ...control, value, none, now, disabled };
  if (TimeZonePopover) {
    return (
      <TimeZonePopover
        label={label}
        value={value}
        none={none}
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
  none: string;
  now: number | null;
}

function ZoneButton(props: ZoneButtonProps) {
  const { value, none, now, disabled = false, "aria-expanded": expanded = false, ...rest } = props;
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
      <span className="min-w-0 flex-1 wrap-anywhere">{value === "" ? none : value}</span>
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
