import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { knownVariablesFacet } from "./known-variables-facet";

const OPENED = /\{\{ *[\p{L}\p{N}_.-]*$/u;
const NAME_SO_FAR = /[\p{L}\p{N}_.-]*$/u;
const NAME_ONLY = /^[\p{L}\p{N}_.-]*$/u;
/** What already stands behind the cursor: the rest of a name, and perhaps the closing braces. */
const REST = /^([\p{L}\p{N}_.-]*)( *\}\})?/u;
const LOOK_AHEAD = 200;

/** Offers the known variables behind `{{`. */
export function completeVariable(context: CompletionContext): CompletionResult | null {
  const opened = context.matchBefore(OPENED);
  if (!opened) return null;
  const known = context.state.facet(knownVariablesFacet);
  const typed = NAME_SO_FAR.exec(opened.text)?.[0] ?? "";
  return {
    from: context.pos - typed.length,
    validFor: NAME_ONLY,
    options: known.map(({ name, from }) => ({
      label: name,
      detail: from,
      type: "variable",
      apply: insertName,
    })),
  };
}

/** Puts a name in place of what stands there of one, closes the braces and goes on behind them. */
function insertName(view: EditorView, completion: Completion, from: number, to: number): void {
  const rest = REST.exec(view.state.sliceDoc(to, to + LOOK_AHEAD));
  const name = completion.label;
  const end = to + (rest?.[1]?.length ?? 0);
  const closing = rest?.[2];
  view.dispatch({
    changes: { from, to: end, insert: closing ? name : `${name}}}` },
    selection: { anchor: from + name.length + (closing?.length ?? 2) },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}
