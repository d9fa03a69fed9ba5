"use client";

import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { DynamicVariableCollection } from "@/lib/flows/model/call-flow";
import { Field, type FieldControlProps } from "../../ui/field";
import { Textarea } from "../../ui/input";
import { findPromptFaults } from "./prompt-faults";
import { measurePrompt, PromptNotes } from "./prompt-notes";
import { type KnownVariable, knownVariables } from "./prompt-variables";
import { useLateEditor } from "./use-late-editor";

/** A pause in typing, in milliseconds, after which the notes below the text are updated. */
const SETTLED_MS = 300;

const NO_VARIABLES: readonly KnownVariable[] = [];

interface PromptFieldProps {
  id: string;
  value: string;
  onChange: (prompt: string) => void;
  onBlur?: (() => void) | undefined;
  /** The flow's variables as they are in the form now. */
  collections: readonly DynamicVariableCollection[];
  /** Variables that come from elsewhere, such as a webhook's answer. */
  otherVariables?: readonly KnownVariable[];
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  changed?: string | null | undefined;
  /** Whether the label is for screen readers only: the heading above says what it is. */
  labelHidden?: boolean;
  required?: boolean;
  readOnly?: boolean;
  /** The fewest lines shown. */
  rows?: number;
}

/**
 * The field for a prompt: a plain text field until the editor has loaded, and for good if loading fails. The editor
 * takes over the plain field's text and selection.
 */
export function PromptField(props: PromptFieldProps) {
  const { id, label, hint, error, changed = null, labelHidden = false, required = false } = props;
  const labelId = `${id}-label`;
  return (
    <Field
      id={id}
      label={<span id={labelId}>{label}</span>}
      labelHidden={labelHidden}
      hint={hint}
      error={error}
      changed={changed}
      required={required}
    >
      {(control) => <PromptControl {...props} control={control} labelId={labelId} />}
    </Field>
  );
}

interface PromptControlProps extends PromptFieldProps {
  control: FieldControlProps;
  labelId: string;
}

function PromptControl({ control, labelId, ...props }: PromptControlProps) {
  const { id, value, onChange, onBlur, label, required = false, readOnly = false, rows = 8 } = props;
  const plain = useRef<HTMLTextAreaElement>(null);
  const { late, composition } = useLateEditor(plain, value === "");
  const { known, notes } = usePromptNotes(props);
  const notesId = `${id}-notes`;
  const describedBy = [control["aria-describedby"], notesId].filter(Boolean).join(" ");
  const heights = { minHeight: `calc(${rows} * 1.5rem + 1rem)`, maxHeight: MAX_HEIGHT };
  if (late) {
    return (
      <late.PromptEditor
        {...{
          id,
          value,
          onChange,
          onBlur,
          required,
          readOnly,
          known,
          notesId,
          describedBy,
          ...notes,
          ...heights,
        }}
        title={label}
        labelledBy={labelId}
        invalid={control["aria-invalid"] === true}
        start={late.start}
      />
    );
  }
  return (
    <>
      <Textarea
        {...control}
        {...composition}
        ref={plain}
        // The same name as the editor has, which is no control that a label can name.
        aria-labelledby={labelId}
        aria-describedby={describedBy}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        required={required}
        {...(readOnly ? { readOnly } : {})}
        rows={rows}
        style={heights}
        spellCheck
        className="field-sizing-content font-mono leading-6 sm:text-sm"
      />
      <PromptNotes
        id={notesId}
        {...notes}
        onShow={({ from, to }) => showInPlainField(plain.current, from, to)}
      />
    </>
  );
}

/** A longer prompt scrolls inside its field, so that the rest of the form stays within reach. */
const MAX_HEIGHT = "max(24rem, 70dvh)";

function usePromptNotes({ value, collections, otherVariables = NO_VARIABLES }: PromptFieldProps) {
  // Forms make new lists at every change, but the editor needs a new one only when its content differs.
  const listed = JSON.stringify(knownVariables(collections, otherVariables));
  const known = useMemo(() => JSON.parse(listed) as KnownVariable[], [listed]);
  const settled = useSettled(value, SETTLED_MS);
  const measure = useMemo(() => measurePrompt(settled), [settled]);
  const faults = useMemo(() => findPromptFaults(settled, known), [settled, known]);
  return { known, notes: { measure, faults } };
}

function showInPlainField(field: HTMLTextAreaElement | null, from: number, to: number): void {
  field?.focus();
  field?.setSelectionRange(from, to);
}

/** A value that has not changed for `restMs`, for work that is too slow at every key. */
function useSettled<T>(value: T, restMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return settled;
}
