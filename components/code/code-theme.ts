import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The style of everything around the text: the find panel, tooltips, completions, lint marks. */
const PANEL_AND_TOOLTIP_RULES = {
  ".cm-panels": { backgroundColor: "var(--muted)", color: "var(--foreground)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--border)", borderRadius: "0.375rem 0.375rem 0 0" },
  ".cm-panels-bottom": { borderTop: "1px solid var(--border)", borderRadius: "0 0 0.375rem 0.375rem" },
  ".cm-panel.cm-search": { padding: "0.5rem 2rem 0.5rem 0.75rem", fontFamily: "var(--font-sans)" },
  ".cm-panel.cm-search label": { fontSize: "0.8125rem" },
  ".cm-panel.cm-search [name=close]": {
    color: "var(--foreground)",
    padding: "0 0.5rem",
    fontSize: "1.25rem",
  },
  // The button would select every match at once, but the editor shows one selection only.
  ".cm-panel.cm-search [name=select]": { display: "none" },
  ".cm-textfield": {
    backgroundColor: "var(--card)",
    border: "1px solid var(--input)",
    borderRadius: "0.375rem",
    color: "var(--foreground)",
    // iOS zooms into fields whose text is smaller, and stays zoomed.
    fontSize: "inherit",
    padding: "0.25rem 0.5rem",
  },
  ".cm-button": {
    backgroundColor: "var(--card)",
    backgroundImage: "none",
    border: "1px solid var(--input)",
    borderRadius: "0.375rem",
    color: "var(--foreground)",
    fontSize: "0.8125rem",
    padding: "0.25rem 0.625rem",
    "&:hover": { backgroundColor: "var(--accent)" },
    "&:active": { backgroundImage: "none", backgroundColor: "var(--accent)" },
  },
  ".cm-searchMatch": { backgroundColor: "color-mix(in oklch, var(--lamp) 30%, transparent)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in oklch, var(--lamp) 65%, transparent)" },
  ".cm-tooltip": {
    backgroundColor: "var(--popover)",
    color: "var(--popover-foreground)",
    border: "1px solid var(--border)",
    borderRadius: "0.5rem",
    boxShadow: "0 4px 16px rgb(0 0 0 / 0.16)",
    fontFamily: "var(--font-sans)",
    fontSize: "0.8125rem",
    maxWidth: "min(28rem, calc(100vw - 1rem))",
    zIndex: "60",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "14rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.25rem 0.625rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--accent-foreground)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": { color: "var(--muted-foreground)", fontStyle: "normal", marginLeft: "0.75rem" },
  ".cm-diagnostic": { padding: "0.375rem 0.625rem", borderLeftWidth: "3px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--destructive)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnostic-info, .cm-diagnostic-hint": { borderLeftColor: "var(--info)" },
  ".cm-lintRange": { backgroundImage: "none", textDecorationThickness: "1.5px", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--destructive)" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--warning)" },
  ".cm-lintRange-info, .cm-lintRange-hint": { textDecoration: "underline dotted var(--info)" },
};

// Every colour is one of the page's variables, so that light and dark follow by themselves.
const EDITOR_STYLE = EditorView.theme({
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

/** The portal's style for all editors, in light and dark. */
export const CODE_THEME: Extension = [EDITOR_STYLE, syntaxHighlighting(SYNTAX)];

/** The style of a comparison: removed text on red, added text on green, in the page's colours. */
export const MERGE_THEME = EditorView.theme({
  ".cm-deletedChunk": { backgroundColor: "var(--destructive-wash)", padding: "0 0.75rem" },
  ".cm-deletedLine, .cm-deletedLine del": { color: "var(--destructive)", textDecoration: "none" },
  "& .cm-deletedChunk .cm-deletedText": {
    background: "color-mix(in oklch, var(--destructive) 8%, transparent)",
    textDecoration: "line-through",
  },
  "&.cm-merge-b .cm-changedLine, .cm-insertedLine, .cm-inlineChangedLine": {
    backgroundColor: "var(--success-wash)",
    textDecoration: "none",
  },
  "&.cm-merge-b .cm-changedText": {
    background: "color-mix(in oklch, var(--success) 20%, transparent)",
    textDecoration: "none",
  },
  "&.cm-merge-b .cm-deletedText": {
    background: "color-mix(in oklch, var(--destructive) 8%, transparent)",
    color: "var(--destructive)",
  },
  ".cm-changeGutter": { width: "4px", paddingLeft: "0" },
  "&.cm-merge-b .cm-changedLineGutter": { background: "var(--success)" },
  ".cm-deletedLineGutter": { background: "var(--destructive)" },
  ".cm-collapsedLines": {
    background: "var(--muted)",
    color: "var(--muted-foreground)",
    fontFamily: "var(--font-sans)",
    fontSize: "0.75rem",
    padding: "0.25rem 0.75rem",
    // The library's sign is missing in most fonts.
    "&:before, &:after": { content: '"…"' },
    "&:before": { marginInlineEnd: "0.375rem" },
    "&:after": { marginInlineStart: "0.375rem" },
  },
});
