import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { findNodeAtLocation, getLocation, parseTree } from "jsonc-parser";
import type { JsonProblem } from "./json-document";
import { type DocumentShape, type FieldChoice, fieldsAt } from "./json-document-shape";

/** The fields that could be named at a place of a text. */
interface FieldSuggestions {
  /** The start of the text that a choice replaces: the name as far as it is typed, quotes included. */
  from: number;
  to: number;
  /** Whether a colon follows already. */
  hasColon: boolean;
  fields: FieldChoice[];
}

function namesOf(text: string, path: (string | number)[], except: { from: number; to: number }): Set<string> {
  const root = parseTree(text, [], { disallowComments: true });
  const object = root && findNodeAtLocation(root, path);
  const names = (object?.children ?? []).flatMap((property) => property.children?.[0] ?? []);
  const others = names.filter(({ offset }) => offset < except.from || offset >= except.to);
  return new Set(others.map(({ value }) => String(value)));
}

/**
 * Suggests field names where one is being typed. The text around the place may be unfinished.
 * @param offset the place of the cursor
 * @returns null where no name belongs
 */
export function suggestFields(text: string, offset: number, shape: DocumentShape): FieldSuggestions | null {
  const { path, isAtPropertyKey } = getLocation(text, offset);
  if (!isAtPropertyKey) return null;
  const before = /"?[\w-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? "";
  const after = /^[\w-]*"?/.exec(text.slice(offset, offset + 200))?.[0] ?? "";
  const range = { from: offset - before.length, to: offset + after.length };
  const object = path.slice(0, -1);
  const present = namesOf(text, object, range);
  const fields = fieldsAt(shape, object).filter(({ name }) => !present.has(name));
  return { ...range, hasColon: /^\s*:/.test(text.slice(range.to, range.to + 50)), fields };
}

/** Suggests the names of the possible fields at the cursor (also on Ctrl-Space). */
function jsonCompletions(shape: DocumentShape): Extension {
  function suggest(context: CompletionContext): CompletionResult | null {
    const typed = context.matchBefore(/["\w-]+/);
    if (!typed && !context.explicit) return null;
    const found = suggestFields(context.state.doc.toString(), context.pos, shape);
    if (!found) return null;
    const options = found.fields.map(({ name, kind }): Completion => {
      const quoted = JSON.stringify(name);
      return {
        label: quoted,
        displayLabel: name,
        detail: kind,
        type: "property",
        apply: found.hasColon ? quoted : `${quoted}: `,
      };
    });
    return { from: found.from, to: found.to, options, filter: true };
  }
  return autocompletion({ override: [suggest], icons: false });
}

const READING: Extension = [
  json(),
  foldGutter({ openText: "▾", closedText: "▸" }),
  bracketMatching(),
  keymap.of(foldKeymap),
  // The gutter goes down to the edge even where a short text leaves room below.
  EditorView.theme({ ".cm-gutters": { alignSelf: "stretch", height: "auto" } }),
  // An editable element can take the focus anyway; accessibility checkers see that only where it is written.
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
 * Returns the extensions that an editor of JSON has beyond every other editor.
 * @param shape the possible content of the document; without it no names are suggested
 */
export function jsonExtensions(readOnly: boolean, shape: DocumentShape | null): readonly Extension[] {
  if (readOnly) return [READING];
  return shape ? [WRITING, jsonCompletions(shape)] : [WRITING];
}

/** Returns a problem as the editor shows it. */
export function diagnosticOf({ from, to, message }: JsonProblem): Diagnostic {
  return { from, to, message, severity: "error" };
}
