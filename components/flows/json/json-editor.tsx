"use client";

import { setDiagnostics } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { CodeEditor } from "../../code/code-editor";
import type { JsonProblem } from "./json-document";
import type { DocumentShape } from "./json-document-shape";
import { diagnosticOf, jsonExtensions } from "./json-extensions";

/** A stretch of the text, in UTF-16 units. */
export interface TextRange {
  from: number;
  to: number;
}

export interface JsonEditorHandle {
  /** Takes the focus and shows this stretch of the text as selected. */
  select: (range: TextRange) => void;
}

export interface JsonEditorProps {
  id: string;
  label: string;
  describedBy?: string | undefined;
  value: string;
  onChange?: ((text: string) => void) | undefined;
  readOnly: boolean;
  /** The possible content of the document, for suggesting names; null suggests nothing. */
  shape: DocumentShape | null;
  /** The problems of `checkedText`, marked at its lines. */
  problems: readonly JsonProblem[];
  checkedText: string;
  /** The selection of the plain field, if it had the focus when the editor replaced it; null if not. */
  initialSelection: TextRange | null;
  handle?: Ref<JsonEditorHandle>;
}

/** An editor of JSON with line numbers, folding and marks at mistakes. Load it by `JsonEditorField`. */
export function JsonEditor(props: JsonEditorProps) {
  const { id, label, describedBy, value, onChange, readOnly, shape, problems, handle } = props;
  const view = useRef<EditorView | null>(null);
  const extensions = useMemo(() => jsonExtensions(readOnly, shape), [readOnly, shape]);
  const begin = useRef(props.initialSelection);

  useImperativeHandle(handle, () => ({ select: (range) => view.current && select(view.current, range) }), []);

  useEffect(() => {
    if (view.current && begin.current) select(view.current, begin.current);
  }, []);

  useEffect(() => {
    // The marks belong to the text that was checked. A text that was changed since gets its own soon.
    if (!view.current) return;
    if (problems.length > 0 && view.current.state.doc.toString() !== props.checkedText) return;
    view.current.dispatch(setDiagnostics(view.current.state, problems.map(diagnosticOf)));
  }, [problems, props.checkedText]);

  return (
    <CodeEditor
      id={id}
      label={label}
      describedBy={describedBy}
      value={value}
      onChange={onChange}
      readOnly={readOnly}
      invalid={problems.length > 0}
      extensions={extensions}
      lineNumbers
      minHeight="12rem"
      maxHeight="36rem"
      handle={view}
    />
  );
}

function select(view: EditorView, { from, to }: TextRange): void {
  const end = view.state.doc.length;
  view.dispatch({
    selection: { anchor: Math.min(from, end), head: Math.min(to, end) },
    scrollIntoView: true,
  });
  view.focus();
}
