"use client";

import { type ParseError, parse } from "jsonc-parser";
import { useId, useState } from "react";
import { keptNumerals, parseExactly } from "@/lib/json/exact-numbers";
import { sameJson } from "@/lib/json/json-value";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/input";

interface JsonFieldProps {
  label: string;
  value: unknown;
  /** Returns what is wrong with a value that is valid JSON; null when nothing is. */
  refuse?: (value: unknown) => string | null;
  /** Gets every valid value at once, so that a person who saves the flow without leaving this field loses nothing. */
  onChange: (value: unknown) => void;
}

/** A value edited as JSON. An invalid text stays here with a message and does not become the value. */
export function JsonField({ label, value, refuse, onChange }: JsonFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState({ value, text: jsonText(value) });
  // An undo or an edit elsewhere changes the value, so the text has to follow.
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

/** The problem of a text. One that nobody touched has none, even where it is empty. */
function problemOf(text: string, value: unknown, refuse: JsonFieldProps["refuse"]): string | undefined {
  if (text === jsonText(value)) return undefined;
  const read = readJsonText(text);
  return "problem" in read ? read.problem : (refuse?.(read.value) ?? undefined);
}

/** A value as a person edits it. A missing value, which JSON can't express, is empty text. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "";
}

/**
 * Reads what a person typed as JSON.
 * @returns the value, or what is wrong with it in words, with the place of the first mistake
 */
export function readJsonText(text: string): { value: unknown } | { problem: string } {
  if (text.trim() === "") return { problem: "This is empty. Write {} for nothing." };
  const mistakes: ParseError[] = [];
  parse(text, mistakes, { disallowComments: true });
  const [first] = mistakes;
  if (!first) return withoutRounding(parseExactly(text));
  const lines = text.slice(0, first.offset).split("\n");
  const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
  return { problem: `This is not valid JSON (${place}). Until it is, the last valid text counts.` };
}

function withoutRounding(value: unknown): { value: unknown } | { problem: string } {
  const [numeral] = keptNumerals(value);
  if (numeral === undefined) return { value };
  return { problem: `${numeral} can't be kept exactly as a number. Write it as text, between quotes.` };
}

/** A value shown as JSON, reachable by keyboard because it may scroll. */
export function JsonView({ label, value }: { label: string; value: unknown }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-sm font-medium">{label}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable without a mouse.
        tabIndex={0}
        className="max-h-72 overflow-auto rounded-md border bg-muted/50 px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere"
      >
        {value === undefined ? "nothing" : jsonText(value)}
      </pre>
    </figure>
  );
}
