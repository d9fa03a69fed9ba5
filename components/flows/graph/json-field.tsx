"use client";

import { useId, useState } from "react";
import { sameJson } from "@/lib/json/json-value";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/textarea";
import { jsonText, readJsonText } from "./json-text";

interface JsonFieldProps {
  label: string;
  value: unknown;
  /** Says what is wrong with a value that is valid JSON; null when nothing is. */
  refuse?: (value: unknown) => string | null;
  /** Gets every valid text at once: a person who saves the flow without leaving this field loses nothing. */
  onChange: (value: unknown) => void;
}

/** A value edited as JSON. What isn't valid is told and kept here, and not taken over. */
export function JsonField({ label, value, refuse, onChange }: JsonFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState({ value, text: jsonText(value) });
  // An undo, or an edit elsewhere, brings another value than this text says.
  if (draft.value !== value && !sameJson(draft.value, value)) setDraft({ value, text: jsonText(value) });
  const error = problemOf(draft.text, value, refuse);
  const change = (text: string) => {
    const read = readJsonText(text);
    const valid = "value" in read && !refuse?.(read.value);
    setDraft({ value: valid ? read.value : value, text });
    if (valid) onChange(read.value);
  };
  return (
    <Field id={id} label={label} error={error}>
      {(control) => (
        <Textarea
          {...control}
          value={draft.text}
          rows={Math.min(16, Math.max(4, draft.text.split("\n").length + 1))}
          spellCheck={false}
          autoCapitalize="off"
          className="font-mono sm:text-xs sm:leading-5"
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Text that was never touched is not complained about, not even where it is empty. */
function problemOf(text: string, value: unknown, refuse: JsonFieldProps["refuse"]): string | undefined {
  if (text === jsonText(value)) return undefined;
  const read = readJsonText(text);
  return "problem" in read ? read.problem : (refuse?.(read.value) ?? undefined);
}
