"use client";

import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { type InputProps, noErrors } from "./input-props";
import { secondsInWords } from "./input-seconds";

interface SecondsInputProps extends InputProps<string> {
  optional?: boolean;
  placeholder?: string;
}

/** A number of seconds, held as it was typed; long ones are said in minutes and hours too. */
export function SecondsInput(props: SecondsInputProps) {
  const { id, label, hint, value, onChange, disabled = false, errorAt = noErrors } = props;
  const words = secondsInWords(value);
  return (
    <Field
      id={id}
      label={label}
      optional={props.optional ?? false}
      error={errorAt("")}
      hint={
        hint || words ? (
          <>
            {hint}
            {words ? <span className="block text-foreground tabular-nums">{words}</span> : null}
          </>
        ) : undefined
      }
    >
      {(control) => (
        <Input
          {...control}
          // Not a number field: those drop what is not a number, change by an accidental scroll and hide "12o".
          inputMode="decimal"
          autoComplete="off"
          disabled={disabled}
          placeholder={props.placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
