"use client";

import { useState } from "react";
import { Field, Label } from "../../ui/field";
import { Input, Textarea } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { useMinute } from "../../ui/use-minute";
import { GroupField } from "./group-field";
import { type InputProps, noErrors } from "./input-props";
import { isTimeOfDay, type WorkingHoursValue, workingHoursInWords } from "./input-working-hours";
import { TimeZonePicker } from "./time-zone-picker";

const TIMES = [
  { part: "start", name: "Start" },
  { part: "end", name: "End" },
] as const;

/** Edits the hours at which a flow answers. Parts that are not set are "". */
export function WorkingHoursInput(props: InputProps<WorkingHoursValue>) {
  const { id, label, hint, value, onChange, disabled = false, errorAt = noErrors } = props;
  const now = useMinute();
  const set = (part: Partial<WorkingHoursValue>) => onChange({ ...value, ...part });
  return (
    <GroupField
      id={id}
      label={label}
      error={errorAt("")}
      changed={props.changed}
      hint={<>{hint} There are no hours for single weekdays: Trillet documents none.</>}
    >
      <EnabledSwitch
        id={`${id}.enabled`}
        checked={value.enabled}
        disabled={disabled}
        error={errorAt("/enabled")}
        onChange={(enabled) => set({ enabled })}
      />
      <div className="grid grid-cols-2 gap-4">
        {TIMES.map(({ part, name }) => (
          <TimeField
            key={part}
            id={`${id}.${part}`}
            label={name}
            time={value[part]}
            disabled={disabled}
            error={errorAt(`/${part}`)}
            onTime={(time) => set({ [part]: time })}
          />
        ))}
      </div>
      <TimeZonePicker
        id={`${id}.timezone`}
        label="Time zone"
        value={value.timezone}
        disabled={disabled}
        errorAt={() => errorAt("/timezone")}
        onChange={(timezone) => set({ timezone })}
      />
      <p className="min-h-5 rounded-md bg-muted px-3 py-2 text-sm">
        {now === null ? "…" : workingHoursInWords(value, now)}
      </p>
      <Field
        id={`${id}.outOfHoursMessage`}
        label="Out-of-hours message"
        hint="The automatic reply outside these hours."
        error={errorAt("/outOfHoursMessage")}
      >
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
    </GroupField>
  );
}

interface EnabledSwitchProps {
  id: string;
  checked: boolean;
  disabled: boolean;
  error: string | undefined;
  onChange: (checked: boolean) => void;
}

function EnabledSwitch({ id, checked, disabled, error, onChange }: EnabledSwitchProps) {
  return (
    <div>
      <div className="flex items-center justify-between gap-4">
        <Label htmlFor={id}>Use working hours</Label>
        <Switch
          id={id}
          checked={checked}
          disabled={disabled}
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

interface TimeFieldProps {
  id: string;
  label: string;
  time: string;
  disabled: boolean;
  error: string | undefined;
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
