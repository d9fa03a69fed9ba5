import type { ReactNode } from "react";
import { LONGEST_REASON } from "@/lib/flows/requests/change-reason";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";

interface ReasonFieldProps {
  id: string;
  label?: string;
  hint?: ReactNode;
  error?: string | undefined;
  value: string;
  onChange: (reason: string) => void;
  /** Whether the workspace requires a reason for every change. */
  required: boolean;
  /** Whether it is one line beside buttons: its label is for screen readers then, and its own words invite to write. */
  compact?: boolean;
  /** The id of the form that it belongs to, where it is outside of it. */
  form?: string;
}

/** A field for the reason of a change. */
export function ReasonField({
  id,
  label = "Reason",
  hint,
  error,
  value,
  onChange,
  required,
  compact = false,
  form,
}: ReasonFieldProps) {
  return (
    <Field
      id={id}
      label={label}
      required={required}
      hint={hint}
      error={error}
      {...(compact ? { labelHidden: true } : {})}
    >
      {(control) => (
        <Input
          {...control}
          form={form}
          placeholder={compact ? `Why? Goes into the history${required ? "" : " (optional)"}` : undefined}
          value={value}
          maxLength={LONGEST_REASON}
          autoComplete="off"
          required={required}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** The typed reason as a request takes it: without blanks around it, and left out where there is none. */
export function givenReason(typed: string): { reason?: string } {
  const reason = typed.trim();
  return reason === "" ? {} : { reason };
}
