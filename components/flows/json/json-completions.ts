import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { DocumentShape } from "./json-document-shape";
import { suggestFields } from "./json-document-suggestions";

/** Suggests the names of the fields that may stand where the cursor is (also on Ctrl-Space). */
export function jsonCompletions(shape: DocumentShape): Extension {
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
