import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from "@codemirror/autocomplete";
import { linter } from "@codemirror/lint";
import { type Extension, Facet } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { findPromptFaults } from "./prompt-faults";
import { type KnownVariable, NAME_CHARACTER } from "./prompt-variables";

/** The variables that the edited prompt may use, for completion and lint. */
export const knownVariablesFacet = Facet.define<readonly KnownVariable[], readonly KnownVariable[]>({
  combine: (lists) => lists.flat(),
});

const OPENED = new RegExp(String.raw`\{\{ *${NAME_CHARACTER}*$`, "u");
const NAME_SO_FAR = new RegExp(`${NAME_CHARACTER}*$`, "u");
const NAME_ONLY = new RegExp(`^${NAME_CHARACTER}*$`, "u");
/** The text behind the cursor that a completion replaces: the rest of a name, and perhaps the closing braces. */
const REST = new RegExp(String.raw`^(${NAME_CHARACTER}*)( *\}\})?`, "u");
const LONGEST_REST = 200;

/** Offers the known variables behind `{{`. */
function completeVariable(context: CompletionContext): CompletionResult | null {
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

/** Replaces the typed part of a name by the whole one, closes the braces and moves the cursor behind them. */
function insertName(view: EditorView, completion: Completion, from: number, to: number): void {
  const rest = REST.exec(view.state.sliceDoc(to, to + LONGEST_REST));
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

/** A pause in typing, in milliseconds, after which the text is checked. */
const CHECK_AFTER_MS = 400;

const variableMarks = new MatchDecorator({
  regexp: new RegExp(String.raw`\{\{ *${NAME_CHARACTER}+ *\}\}`, "gu"),
  decoration: Decoration.mark({ class: "cm-variable" }),
});

/** Marks the variables in the visible part of the text only, so that typing costs the same in a text of any length. */
class VariableMarks {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = variableMarks.createDeco(view);
  }

  update(update: ViewUpdate): void {
    this.decorations = variableMarks.updateDeco(update, this.decorations);
  }
}

const markVariables = ViewPlugin.fromClass(VariableMarks, { decorations: (plugin) => plugin.decorations });

const markFaults = linter(
  ({ state }) =>
    findPromptFaults(state.doc.toString(), state.facet(knownVariablesFacet)).map((fault) => ({
      ...fault,
      severity: "warning",
    })),
  {
    delay: CHECK_AFTER_MS,
    needsRefresh: ({ startState, state }) =>
      startState.facet(knownVariablesFacet) !== state.facet(knownVariablesFacet),
  },
);

/** Makes a text editor a prompt editor: variables are marked, completed and checked. */
export const PROMPT_EXTENSIONS: Extension = [
  markVariables,
  markFaults,
  // The list opens only inside braces, so an immediate press of Enter is meant for the list.
  autocompletion({ override: [completeVariable], icons: false, interactionDelay: 0 }),
  EditorView.theme({
    ".cm-variable": {
      backgroundColor: "var(--accent)",
      color: "var(--accent-foreground)",
      borderRadius: "0.1875rem",
    },
  }),
];
