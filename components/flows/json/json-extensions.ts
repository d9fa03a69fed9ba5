import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { jsonCompletions } from "./json-completions";
import type { JsonProblem } from "./json-document-problem";
import type { DocumentShape } from "./json-document-shape";

const READING: Extension = [
  json(),
  foldGutter({ openText: "▾", closedText: "▸" }),
  bracketMatching(),
  keymap.of(foldKeymap),
  // A short text leaves room below; the gutter goes down to the edge all the same.
  EditorView.theme({ ".cm-gutters": { alignSelf: "stretch", height: "auto" } }),
  // An editable element can take the focus anyway; checkers of accessibility believe it only when it is said.
  EditorView.contentAttributes.of({ tabindex: "0" }),
];

const WRITING: Extension = [
  READING,
  indentUnit.of("  "),
  indentOnInput(),
  lintGutter(),
  keymap.of(lintKeymap),
];

/**
 * Gives what an editor of JSON has beyond any other editor.
 * @param shape what the document may hold; without it no names are suggested
 */
export function jsonExtensions(readOnly: boolean, shape: DocumentShape | null): readonly Extension[] {
  if (readOnly) return [READING];
  return shape ? [WRITING, jsonCompletions(shape)] : [WRITING];
}

/** Gives a problem as the editor shows it. */
export function diagnosticOf({ from, to, message }: JsonProblem): Diagnostic {
  return { from, to, message, severity: "error" };
}
