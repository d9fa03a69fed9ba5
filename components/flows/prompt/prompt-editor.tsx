"use client";

import { closeCompletion, completionStatus } from "@codemirror/autocomplete";
import { closeSearchPanel, openSearchPanel, searchPanelOpen } from "@codemirror/search";
import { EditorView } from "@codemirror/view";
import { Maximize2, Minimize2, Search } from "lucide-react";
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { CodeEditor, type CodeEditorProps } from "../../code/code-editor";
import { Button } from "../../ui/button";
import { FullScreen } from "./full-screen";
import { knownVariablesFacet, PROMPT_EXTENSIONS } from "./prompt-extensions";
import type { PromptFault } from "./prompt-faults";
import { type PromptMeasure, PromptNotes } from "./prompt-notes";
import type { KnownVariable } from "./prompt-variables";

/** A stretch of text: from the fixed end of a selection to the one that moves. */
export interface TextSelection {
  anchor: number;
  head: number;
}

interface PromptEditorProps extends CodeEditorProps {
  title: string;
  notesId: string;
  known: readonly KnownVariable[];
  measure: PromptMeasure;
  faults: readonly PromptFault[];
  /** The selection in the plain field that the editor replaces; null if the field had no focus. */
  start: TextSelection | null;
}

/** The prompt's editor with its notes: a large script, to be loaded only where the editor is shown. */
export function PromptEditor(props: PromptEditorProps) {
  const { title, notesId, known, measure, faults, start, maxHeight, ...editor } = props;
  const view = useRef<EditorView | null>(null);
  const [full, setFull] = useState(false);
  const extensions = useMemo(() => [PROMPT_EXTENSIONS, knownVariablesFacet.of(known)], [known]);
  useStart(view, start);
  const screen = useScreenMoves(view, setFull);
  return (
    <FullScreen title={title} open={full} usesEscape={() => stepOut(view.current)} {...screen}>
      <CodeEditor
        {...editor}
        handle={view}
        extensions={extensions}
        prose
        maxHeight={full ? undefined : maxHeight}
        className={full ? "min-h-0 flex-1" : undefined}
      />
      <PromptNotes
        id={notesId}
        measure={measure}
        faults={faults}
        onShow={({ from, to }) => showStretch(view.current, from, to)}
      >
        <Button variant="ghost" size="sm" onClick={() => view.current && openSearchPanel(view.current)}>
          <Search aria-hidden />
          Find
        </Button>
        <Button variant="ghost" size="sm" onClick={() => screen.onOpenChange(!full)}>
          {full ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
          {full ? "Leave full screen" : "Full screen"}
        </Button>
      </PromptNotes>
    </FullScreen>
  );
}

/** Starts with the selection of the plain field. */
function useStart(view: RefObject<EditorView | null>, start: TextSelection | null): void {
  const first = useRef(start);
  useLayoutEffect(() => {
    const { current: selection } = first;
    if (!selection || !view.current) return;
    // "nearest": the page must not jump because a script has arrived.
    showStretch(view.current, selection.anchor, selection.head, "nearest");
  }, [view]);
}

/** Keeps the text at the same place on the way into the full screen and out of it. */
function useScreenMoves(view: RefObject<EditorView | null>, setFull: (full: boolean) => void) {
  const place = useRef<ReturnType<EditorView["scrollSnapshot"]> | null>(null);
  return {
    onOpenChange: (open: boolean) => {
      // An element that is moved within the page loses its scroll position.
      place.current = view.current?.scrollSnapshot() ?? null;
      setFull(open);
    },
    onMoved: () => {
      if (place.current) view.current?.dispatch({ effects: place.current });
      view.current?.focus();
    },
  };
}

/** Closes the innermost thing that Escape closes inside the editor. Returns whether there was any. */
function stepOut(view: EditorView | null): boolean {
  if (!view) return false;
  if (completionStatus(view.state) === "active") return closeCompletion(view);
  return searchPanelOpen(view.state) && closeSearchPanel(view);
}

/** Selects a stretch; positions behind the end of a text that has become shorter mean its end. */
function showStretch(
  view: EditorView | null,
  from: number,
  to: number,
  y: "center" | "nearest" = "center",
): void {
  if (!view) return;
  const end = view.state.doc.length;
  const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
  view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.head, { y }) });
  view.focus();
}
