import { autocompletion } from "@codemirror/autocomplete";
import { linter } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { knownVariablesFacet } from "./known-variables-facet";
import { findPromptFaults } from "./prompt-faults";
import { completeVariable } from "./variable-completion";

/** A pause in typing, in milliseconds, after which the text is looked through. */
const LOOK_AFTER_MS = 400;

const variableMarks = new MatchDecorator({
  regexp: /\{\{ *[\p{L}\p{N}_.-]+ *\}\}/gu,
  decoration: Decoration.mark({ class: "cm-variable" }),
});

/** Marks the variables in the part of the text that is on the screen; a key costs the same in a text of any length. */
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
    delay: LOOK_AFTER_MS,
    needsRefresh: ({ startState, state }) =>
      startState.facet(knownVariablesFacet) !== state.facet(knownVariablesFacet),
  },
);

/** What makes a text editor a prompt editor: variables are marked, completed and checked. */
export const PROMPT_EXTENSIONS: Extension = [
  markVariables,
  markFaults,
  // The list opens only inside braces, so a press of Enter that comes right after it is meant for it.
  autocompletion({ override: [completeVariable], icons: false, interactionDelay: 0 }),
  EditorView.theme({
    ".cm-variable": {
      backgroundColor: "var(--accent)",
      color: "var(--accent-foreground)",
      borderRadius: "0.1875rem",
    },
  }),
];
