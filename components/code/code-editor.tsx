"use client";

import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type CSSProperties, type Ref, useImperativeHandle, useLayoutEffect, useMemo, useRef } from "react";
import { cn } from "../ui/class-names";
import { baseExtensions } from "./base-extensions";
import { useEditorView } from "./use-editor-view";

export interface CodeEditorProps {
  /** Becomes the id of the element that takes the focus; a `<label for>` of that id focuses it when pressed. */
  id: string;
  value: string;
  /** Gets the whole text after each change by the person. Refuse a text by setting another `value`. */
  onChange?: ((text: string) => void) | undefined;
  /** The text can be selected and searched but not changed. */
  readOnly?: boolean;
  /** Must keep its identity between renders (a constant or a memo). */
  extensions?: readonly Extension[];
  /** The editor's name for screen readers; `labelledBy`, the id of an element that shows the name, wins over it. */
  label?: string | undefined;
  labelledBy?: string | undefined;
  describedBy?: string | undefined;
  invalid?: boolean;
  required?: boolean;
  /** CSS lengths. A text that is longer than `maxHeight` scrolls inside. */
  minHeight?: string | undefined;
  maxHeight?: string | undefined;
  lineNumbers?: boolean;
  /** Text for people: the browser checks spelling. */
  prose?: boolean;
  className?: string | undefined;
  onBlur?: (() => void) | undefined;
  handle?: Ref<EditorView | null> | undefined;
}

const NO_EXTENSIONS: readonly Extension[] = [];

const FRAME_CLASSES =
  "min-w-0 rounded-md border border-input bg-card font-mono text-lg leading-6 text-foreground shadow-xs transition-colors sm:text-sm has-[.cm-content:focus-visible]:border-ring has-[.cm-content:focus-visible]:outline-2 has-[.cm-content:focus-visible]:outline-ring data-invalid:border-destructive data-readonly:bg-muted/40";

/** A text editor with `value` and `onChange`, as a field has. Texts of some hundred thousand characters stay fast. */
export function CodeEditor(props: CodeEditorProps) {
  const { id, value, onChange, onBlur, handle, className } = props;
  const host = useRef<HTMLDivElement>(null);
  const configuration = useConfiguration(props);
  const view = useEditorView({ host, value, configuration, onChange, onBlur });
  useImperativeHandle<EditorView | null, EditorView | null>(handle, () => view.current, [view]);
  useLabelPress(id);
  const heights = { "--code-min-height": props.minHeight, "--code-max-height": props.maxHeight };
  return (
    <div
      ref={host}
      data-invalid={props.invalid ? "" : undefined}
      data-readonly={props.readOnly ? "" : undefined}
      className={cn(FRAME_CLASSES, className)}
      style={heights as CSSProperties}
    />
  );
}

function useConfiguration(props: CodeEditorProps): Extension {
  const { id, label, labelledBy, describedBy, extensions = NO_EXTENSIONS } = props;
  const { invalid = false, required = false, readOnly = false, lineNumbers = false, prose = false } = props;
  const base = useMemo(() => baseExtensions({ lineNumbers, prose }), [lineNumbers, prose]);
  return useMemo(() => {
    const attributes: Record<string, string> = { id };
    if (labelledBy) attributes["aria-labelledby"] = labelledBy;
    else if (label) attributes["aria-label"] = label;
    if (describedBy) attributes["aria-describedby"] = describedBy;
    if (invalid) attributes["aria-invalid"] = "true";
    if (required) attributes["aria-required"] = "true";
    // A read-only editor stays reachable by keyboard, so that its text can be scrolled, searched and copied.
    return [
      extensions,
      EditorView.contentAttributes.of(attributes),
      EditorState.readOnly.of(readOnly),
      base,
    ] satisfies Extension;
  }, [id, label, labelledBy, describedBy, invalid, required, readOnly, extensions, base]);
}

/** Focuses the editor when its label is pressed. Browsers do that for real form controls only. */
function useLabelPress(id: string): void {
  useLayoutEffect(() => {
    const onPress = (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return;
      if (event.target.closest("label")?.htmlFor === id) document.getElementById(id)?.focus();
    };
    document.addEventListener("click", onPress);
    return () => document.removeEventListener("click", onPress);
  }, [id]);
}
