"use client";

import { type ReactNode, useState } from "react";
import { Field, Label } from "../../ui/field";
import { Input, Textarea } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { useMinute } from "../../ui/use-minute";
import { GroupField } from "./group-field";
import { type InputProps, noErrors } from "./input-props";
import { isTimeOfDay, type WorkingHoursValue, workingHoursInWords } from "./input-working-hours";
import { TimeZonePicker } from "./time-zone-picker";
import { UnreadValue } from "./unread-value";

const TIMES = [
  { part: "start", name: "Start" },
  { part: "end", name: "End" },
] as const;

/** The parts that decide when the flow answers. */
const PARTS = ["enabled", "start", "end", "timezone"] as const;

/** Edits the hours at which a flow answers. Parts that are not set are "". */
export function WorkingHoursInput(props: InputProps<WorkingHoursValue>) {
  const { id, label, hint, value, errorAt = noErrors, unreadAt = () => null } = props;
  const now = useMinute();
  /** A part's control, or its stored value where that has a form that no control can show. */
  const part = (name: keyof WorkingHoursValue, partLabel: string, draw: (part: PartProps) => ReactNode) => {
    const unread = unreadAt(`/${name}`);
    if (unread) return <UnreadValue key={name} label={partLabel} value={unread.value} />;
    const error = errorAt(`/${name}`);
    return draw({ id: `${id}.${name}`, label: partLabel, disabled: props.disabled ?? false, error });
  };
  const set = (changes: Partial<WorkingHoursValue>) => props.onChange({ ...value, ...changes });
  const readable = PARTS.every((name) => unreadAt(`/${name}`) === null);
  return (
    <GroupField
      id={id}
      label={label}
      error={errorAt("")}
      changed={props.changed}
      hint={<>{hint} There are no hours for single weekdays: Trillet documents none.</>}
    >
      {part("enabled", "Use working hours", (own) => (
        <EnabledSwitch {...own} checked={value.enabled} onChange={(enabled) => set({ enabled })} />
      ))}
      <div className="grid grid-cols-2 gap-4">
        {TIMES.map(({ part: time, name }) =>
          part(time, name, (own) => (
            <TimeField key={time} {...own} time={value[time]} onTime={(to) => set({ [time]: to })} />
          )),
        )}
      </div>
      {part("timezone", "Time zone", ({ error, ...own }) => (
        <TimeZonePicker
          {...own}
          value={value.timezone}
          errorAt={() => error}
          onChange={(timezone) => set({ timezone })}
        />
      ))}
      {readable ? (
        <p className="min-h-5 rounded-md bg-muted px-3 py-2 text-sm">
          {now === null ? "…" : workingHoursInWords(value, now)}
        </p>
      ) : null}
      {part("outOfHoursMessage", "Out-of-hours message", ({ disabled, ...own }) => (
        <Field {...own} hint="The automatic reply outside these hours.">
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              className="min-h-16"
              disabled={disabled}
              value={value.outOfHoursMessage}
              onChange={(event) => set({ outOfHoursMessage: event.target.value })}
            />
          )}
        </Field>
      ))}
    </GroupField>
  );
}

interface PartProps {
  id: string;
  label: string;
  disabled: boolean;
  error: string | undefined;
}

interface EnabledSwitchProps extends PartProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function EnabledSwitch({ id, label, checked, disabled, error, onChange }: EnabledSwitchProps) {
  return (
    <div>
      <div className="flex items-center justify-between gap-4">
        <Label htmlFor={id}>{label}</Label>
        <Switch
          id={id}
          checked={checked}
          disabled={disabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onCheckedChange={onChange}
        />
      </div>
      {error ? (
        <p id={`${id}-error`} className="text-sm text-destructive">
          {error}
        </p>
      ) : null}
    </div>
  );
}

interface TimeFieldProps extends PartProps {
  time: string;
  onTime: (time: string) => void;
}

/** A time of day. A stored text that is no such time is edited as text: a time field would show it as empty. */
function TimeField({ id, label, time, disabled, error, onTime }: TimeFieldProps) {
  const odd = time !== "" && !isTimeOfDay(time);
  const [asText, setAsText] = useState(odd);
  // The field then stays a text field, so that it doesn't change while a person corrects the text.
  if (odd && !asText) setAsText(true);
  return (
    <Field id={id} label={label} error={error} hint={time === "" ? "Not set" : undefined}>
      {(control) => (
        <Input
          {...control}
          type={asText ? "text" : "time"}
          disabled={disabled}
          value={time}
          onChange={(event) => onTime(event.target.value)}
        />
      )}
    </Field>
  );
}
