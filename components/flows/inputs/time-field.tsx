"use client";

import { useState } from "react";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { isTimeOfDay } from "./input-working-hours";

interface TimeFieldProps {
  id: string;
  label: string;
  time: string;
  disabled: boolean;
  error: string | undefined;
  onTime: (time: string) => void;
}

/** A time of day. A stored text that is no such time is edited as text: a time field would show it as empty. */
export function TimeField({ id, label, time, disabled, error, onTime }: TimeFieldProps) {
  const odd = time !== "" && !isTimeOfDay(time);
  const [asText, setAsText] = useState(odd);
  // Once text, it stays text, so that the field does not change under the hands of who mends it.
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
