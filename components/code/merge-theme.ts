import { EditorView } from "@codemirror/view";

/** The looks of a comparison: what was taken out on red, what was put in on green, in the page's colours. */
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
