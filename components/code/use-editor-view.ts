import { isolateHistory } from "@codemirror/commands";
import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { type RefObject, useLayoutEffect, useRef } from "react";
import { type LineBreak, lineBreakOf, withLineFeeds } from "./line-breaks";

interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/**
 * The one replacement that makes `after` out of `before`, without the start and the end that both share. A selection
 * outside the replaced stretch survives.
 *
 * @returns null when both are the same; positions count UTF-16 units, as everywhere in the editor
 */
export function smallestChange(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  const rest = shorter - start;
  while (
    end < rest &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end += 1;
  }
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/** Marks a change that came from the page's state, so that `onChange` is not called with it. */
const fromOutside = Annotation.define<true>();

/** The most texts that wait for a slow page to pass them back; more would only use up memory. */
const MAX_UNANSWERED = 20;

interface EditorViewOptions {
  host: RefObject<HTMLDivElement | null>;
  value: string;
  /** Everything about the editor that may change during its life; applied whenever its identity changes. */
  configuration: Extension;
  onChange: ((text: string) => void) | undefined;
  onBlur: (() => void) | undefined;
}

/**
 * Keeps one editor in `host` and its text equal to `value`. Typing calls `onChange`; a `value` that only echoes a typed
 * text changes nothing, even when it comes back late.
 */
export function useEditorView(options: EditorViewOptions): RefObject<EditorView | null> {
  const { host, value, configuration } = options;
  const view = useRef<EditorView | null>(null);
  const compartment = useRef(new Compartment());
  const latest = useRef(options);
  const unanswered = useRef<string[]>([]);
  const lineBreak = useRef<LineBreak>("\n");

  useLayoutEffect(() => {
    latest.current = options;
  });

  useLayoutEffect(() => {
    if (!host.current) return;
    lineBreak.current = lineBreakOf(latest.current.value);
    const tell = (update: ViewUpdate) => {
      if (!update.transactions.some((one) => one.docChanged && !one.annotation(fromOutside))) return;
      const text = update.state.doc.sliceString(0, undefined, lineBreak.current);
      unanswered.current = [...unanswered.current, text].slice(-MAX_UNANSWERED);
      latest.current.onChange?.(text);
    };
    const state = EditorState.create({
      doc: latest.current.value,
      extensions: [
        compartment.current.of(latest.current.configuration),
        EditorView.updateListener.of(tell),
        EditorView.domEventHandlers({ blur: () => latest.current.onBlur?.() }),
      ],
    });
    const made = new EditorView({ state, parent: host.current });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, [host]);

  useLayoutEffect(() => {
    if (!view.current || compartment.current.get(view.current.state) === configuration) return;
    view.current.dispatch({ effects: compartment.current.reconfigure(configuration) });
  }, [configuration]);

  useLayoutEffect(() => {
    const answered = unanswered.current.indexOf(value);
    unanswered.current = unanswered.current.slice(answered + 1);
    if (!view.current || answered >= 0) return;
    lineBreak.current = lineBreakOf(value);
    takeOver(view.current, value);
  }, [value]);

  return view;
}

/** Replaces the editor's text from outside, as a step of its own that can be undone. */
function takeOver(view: EditorView, text: string): void {
  const change = smallestChange(view.state.doc.toString(), withLineFeeds(text));
  if (!change) return;
  view.dispatch({ changes: change, annotations: [fromOutside.of(true), isolateHistory.of("full")] });
}
