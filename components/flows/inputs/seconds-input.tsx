"use client";

import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { counted } from "../words/counted";
import { type InputProps, noErrors } from "./input-props";

interface SecondsInputProps extends InputProps<string> {
  placeholder?: string;
}

/** A number of seconds as it was typed; a long time is shown in minutes and hours, too. */
export function SecondsInput(props: SecondsInputProps) {
  const { id, label, hint, value, onChange, disabled = false, errorAt = noErrors, changed = null } = props;
  const words = secondsInWords(value);
  return (
    <Field
      id={id}
      label={label}
      changed={changed}
      row
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
        <span className="flex items-center gap-2 text-sm">
          <Input
            {...control}
            className="w-32"
            // A number field would drop texts that are no number, such as "12o", and change by an accidental scroll.
            inputMode="decimal"
            autoComplete="off"
            disabled={disabled}
            placeholder={props.placeholder}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <span aria-hidden className="text-muted-foreground">
            seconds
          </span>
        </span>
      )}
    </Field>
  );
}

const UNITS = [
  { seconds: 86_400, one: "day", many: "days" },
  { seconds: 3600, one: "hour", many: "hours" },
  { seconds: 60, one: "minute", many: "minutes" },
];

/**
 * Says a typed number of seconds in larger units, for example "1200 seconds = 20 minutes".
 * @returns null for a text that is no number of seconds, and for less than a minute, which needs no other words
 */
export function secondsInWords(typed: string): string | null {
  const text = typed.trim();
  if (!/^\d+(\.\d+)?$/.test(text)) return null;
  const total = Number(text);
  if (total < 60 || !Number.isSafeInteger(Math.floor(total))) return null;
  // Rounding to thousandths keeps 90.1 from becoming 1 minute 30.099999999999994 seconds.
  let rest = Math.round(total * 1000) / 1000;
  const parts: string[] = [];
  for (const { seconds, one, many } of UNITS) {
    const amount = Math.floor(rest / seconds);
    if (amount > 0) parts.push(counted(amount, one, many));
    rest = Math.round((rest - amount * seconds) * 1000) / 1000;
  }
  if (rest > 0) parts.push(counted(rest, "second"));
  return `${text} seconds = ${parts.join(" ")}`;
}
