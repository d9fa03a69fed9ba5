"use client";

import type { ReactNode } from "react";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/input";

interface CodeTextFieldProps {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  disabled?: boolean;
  placeholder?: string;
  /** The lines shown; by default as many as the text has, within bounds. */
  rows?: number;
  text: string;
  onText: (text: string) => void;
}

/** A short text that a program reads, such as a piece of JSON. */
export function CodeTextField(props: CodeTextFieldProps) {
  const { id, label, hint, error, disabled = false, placeholder, text, onText } = props;
  const { rows = Math.min(16, Math.max(3, text.split("\n").length)) } = props;
  return (
    <Field id={id} label={label} hint={hint} error={error} className="w-full">
      {(control) => (
        <Textarea
          {...control}
          rows={rows}
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          className="font-mono leading-5 sm:text-sm"
          disabled={disabled}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </Field>
  );
}
