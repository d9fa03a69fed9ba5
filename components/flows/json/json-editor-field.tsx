"use client";

import { useRef } from "react";
import type { FieldError } from "@/lib/flows/requests/schema-errors";
import { Label } from "../../ui/label";
import { Textarea } from "../../ui/textarea";
import type { JsonProblem } from "./json-document-problem";
import type { DocumentShape } from "./json-document-shape";
import type { JsonEditorHandle } from "./json-editor";
import { JsonProblemList } from "./json-problem-list";
import { useJsonEditorModule } from "./use-json-editor-module";
import { useJsonProblems } from "./use-json-problems";

interface JsonEditorFieldProps {
  id: string;
  label: string;
  value: string;
  /** Without it the text is for reading only. */
  onChange?: ((text: string) => void) | undefined;
  /** Gives what is wrong with the document. Must keep its identity between renders; null looks for nothing. */
  check?: ((document: unknown) => FieldError[]) | null;
  /** What the document may hold, for suggesting names. Must keep its identity between renders. */
  shape?: DocumentShape | null;
}

/** A JSON text to read or edit, with everything that is wrong with it below. It is plain until the editor is there. */
export function JsonEditorField(props: JsonEditorFieldProps) {
  const { id, label, value, onChange, check = null, shape = null } = props;
  const readOnly = onChange === undefined;
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<JsonEditorHandle>(null);
  const loaded = useJsonEditorModule(plain);
  const { problems, checkedText } = useJsonProblems(value, check);
  const problemsId = `${id}-problems`;

  function jump({ from, to }: JsonProblem) {
    editor.current?.select({ from, to });
    plain.current?.focus();
    plain.current?.setSelectionRange(from, to);
  }

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      {loaded ? (
        <loaded.Editor
          {...{ id, label, value, onChange, readOnly, shape, problems, checkedText }}
          describedBy={problems.length > 0 ? problemsId : undefined}
          initialSelection={loaded.initialSelection}
          handle={editor}
        />
      ) : (
        <Textarea
          ref={plain}
          id={id}
          value={value}
          {...(readOnly ? { readOnly: true } : { onChange: (event) => onChange(event.target.value) })}
          rows={16}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problems.length > 0 ? true : undefined}
          aria-describedby={problems.length > 0 ? problemsId : undefined}
          className="font-mono leading-6 sm:text-sm"
        />
      )}
      {readOnly ? null : <JsonProblemList id={problemsId} problems={problems} onJump={jump} />}
    </div>
  );
}
