import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { CODE_THEME } from "./code-theme";

interface BaseOptions {
  lineNumbers: boolean;
  /** Prose: the browser checks spelling and may correct and capitalise. Code must stay as typed. */
  prose: boolean;
}

/** The find panel's words in the portal's voice. */
const PHRASES = {
  next: "Next",
  previous: "Previous",
  "match case": "Match case",
  regexp: "Pattern",
  "by word": "Whole words",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close",
};

/** Each line is written in the direction of its own first letter: prompts mix languages. */
const LINES_BY_THEMSELVES = EditorView.theme({ ".cm-line": { unicodeBidi: "plaintext" } });

/**
 * Every editor has these: undo, find, wrapped lines, the portal's style. The Tab key leaves the editor as it leaves any
 * other field, so that nobody with only a keyboard is trapped.
 */
export function baseExtensions({ lineNumbers: numbered, prose }: BaseOptions): Extension {
  return [
    history(),
    search({ top: true }),
    EditorState.phrases.of(PHRASES),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    highlightSpecialChars(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      // The editor is a tab stop anyway; accessibility checkers see that only where it is written.
      tabindex: "0",
      spellcheck: prose ? "true" : "false",
      autocorrect: prose ? "on" : "off",
      autocapitalize: prose ? "sentences" : "off",
    }),
    prose ? [EditorView.perLineTextDirection.of(true), LINES_BY_THEMSELVES] : [],
    numbered ? lineNumbers() : [],
    CODE_THEME,
  ];
}
