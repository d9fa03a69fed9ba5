"use client";

import { type FormEvent, useState } from "react";
import { isDay, isDayTime } from "@/lib/time/zoned-days";
import { TimeZonePicker } from "../../flows/inputs/time-zone-picker";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";

interface CustomPeriodProps {
  /** As the address has them: a day, or a day and a time. */
  from: string;
  to: string;
  zone: string;
  onApply: (period: { from?: string; to?: string; zone?: string }) => void;
}

const dayOf = (moment: string) => (isDay(moment) || isDayTime(moment) ? moment.slice(0, 10) : "");
const timeOf = (moment: string) => (isDayTime(moment) ? moment.slice(11) : "");
const joined = (day: string, time: string) => (day && time ? `${day}T${time}` : day);

/** Days, or times of days, of a zone. A button applies the period, since an incomplete one must not be searched. */
export function CustomPeriod({ from, to, zone, onApply }: CustomPeriodProps) {
  const [firstDay, setFirstDay] = useState(dayOf(from));
  const [firstTime, setFirstTime] = useState(timeOf(from));
  const [lastDay, setLastDay] = useState(dayOf(to));
  const [lastTime, setLastTime] = useState(timeOf(to));
  const [chosenZone, setChosenZone] = useState(zone);
  const first = joined(firstDay, firstTime);
  const last = joined(lastDay, lastTime);
  const reversed =
    Boolean(firstDay && lastDay) && (firstDay > lastDay || (firstTime && lastTime ? first > last : false));

  function apply(event: FormEvent) {
    event.preventDefault();
    if (reversed) return;
    onApply({
      ...(first ? { from: first } : {}),
      ...(last ? { to: last } : {}),
      ...(chosenZone ? { zone: chosenZone } : {}),
    });
  }

  return (
    <form
      id="audit-custom-period"
      aria-label="Other days"
      onSubmit={apply}
      className="grid items-start gap-3 border-t pt-3"
    >
      <Moment
        id="audit-from"
        label="From"
        day={firstDay}
        time={firstTime}
        onDay={setFirstDay}
        onTime={setFirstTime}
      />
      <Moment
        id="audit-to"
        label="To"
        day={lastDay}
        time={lastTime}
        onDay={setLastDay}
        onTime={setLastTime}
        {...(reversed ? { error: "This is before the beginning." } : {})}
      />
      <TimeZonePicker id="audit-zone" label="Time zone" value={chosenZone} onChange={setChosenZone} />
      <Button type="submit" disabled={first === "" && last === ""}>
        Apply
      </Button>
    </form>
  );
}

interface MomentProps {
  id: string;
  label: string;
  day: string;
  time: string;
  onDay: (day: string) => void;
  onTime: (time: string) => void;
  error?: string;
}

function Moment({ id, label, day, time, onDay, onTime, error }: MomentProps) {
  return (
    <Field id={id} label={label} error={error}>
      {(control) => (
        <div className="flex gap-1.5">
          <Input
            {...control}
            type="date"
            className="min-w-34 flex-1"
            value={day}
            onChange={(event) => onDay(event.target.value)}
          />
          <Input
            type="time"
            aria-label={`${label}: time, if not the whole day`}
            className="w-34 shrink-0"
            value={time}
            disabled={day === ""}
            onChange={(event) => onTime(event.target.value)}
          />
        </div>
      )}
    </Field>
  );
}
