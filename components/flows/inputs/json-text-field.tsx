"use client";

import type { ReactNode } from "react";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/textarea";

interface JsonTextFieldProps {
  id: string;
  label: string;
  hint?: ReactNode;
  text: string;
  error: string | undefined;
  disabled: boolean;
  onText: (text: string) => void;
}

/** A short piece of JSON to edit as text. */
export function JsonTextField({ id, label, hint, text, error, disabled, onText }: JsonTextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} className="w-full">
      {(control) => (
        <Textarea
          {...control}
          rows={Math.min(16, Math.max(3, text.split("\n").length))}
          spellCheck={false}
          autoComplete="off"
          className="font-mono leading-5 sm:text-sm"
          disabled={disabled}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </Field>
  );
}
