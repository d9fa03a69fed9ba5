import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { PANEL_AND_TOOLTIP_RULES } from "./panel-theme";

// Every colour is one of the page's variables, so that light and dark follow by themselves.
const LOOKS = EditorView.theme({
  "&": { height: "100%", maxHeight: "var(--code-max-height, none)", backgroundColor: "transparent" },
  // The frame around the editor shows the focus, as it does for every other field.
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflow: "auto" },
  ".cm-content": {
    padding: "0.5rem 0",
    // The two pixels are the frame's border: heights mean the whole box, as for other fields.
    minHeight: "calc(var(--code-min-height, 2px) - 2px)",
    caretColor: "var(--foreground)",
    outline: "none",
  },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-gutters": {
    backgroundColor: "var(--muted)",
    color: "var(--muted-foreground)",
    borderRight: "1px solid var(--border)",
  },
  ".cm-placeholder": { color: "var(--muted-foreground)" },
  ".cm-specialChar": { color: "var(--destructive)" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--muted)",
    borderColor: "var(--border)",
    color: "var(--muted-foreground)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent)", color: "var(--accent-foreground)" },
  "&.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "var(--destructive-wash)",
    color: "var(--destructive)",
  },
  ...PANEL_AND_TOOLTIP_RULES,
});

const SYNTAX = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--link)" },
  { tag: tags.string, color: "var(--success)" },
  { tag: tags.number, color: "var(--info)" },
  { tag: [tags.bool, tags.null, tags.keyword], color: "var(--warning)" },
  { tag: tags.comment, color: "var(--muted-foreground)", fontStyle: "italic" },
  { tag: [tags.separator, tags.bracket, tags.punctuation], color: "var(--muted-foreground)" },
  { tag: tags.invalid, color: "var(--destructive)" },
]);

/** How the editors look: ours, in light and dark. */
export const CODE_THEME: Extension = [LOOKS, syntaxHighlighting(SYNTAX)];
