"use client";

import { Field } from "../../ui/field";
import { TimeZoneControl } from "../../ui/time-zone-control";
import { type InputProps, noErrors } from "./input-props";

interface TimeZonePickerProps extends InputProps<string> {}

/** Chooses a time zone by name, place or offset. An unknown name stays as it is; "" is none. */
export function TimeZonePicker(props: TimeZonePickerProps) {
  const { id, label, hint, value, onChange, disabled, errorAt = noErrors } = props;
  return (
    <Field id={id} label={label} hint={hint} error={errorAt("")}>
      {(control) => (
        <TimeZoneControl
          label={label}
          value={value}
          onChange={onChange}
          disabled={disabled}
          control={control}
        />
      )}
    </Field>
  );
}
