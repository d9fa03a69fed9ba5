"use client";

import { type ComponentType, type RefObject, useEffect, useRef, useState } from "react";
import type { JsonEditorProps, TextRange } from "./json-editor";

interface LoadedEditor {
  Editor: ComponentType<JsonEditorProps>;
  /** Where the person was in the plain field when the editor took its place; null when they were elsewhere. */
  initialSelection: TextRange | null;
}

/**
 * Loads the editor once the plain field that stands in for it is in view, since it is large. When that fails, the
 * plain field simply stays.
 */
export function useJsonEditorModule(plain: RefObject<HTMLTextAreaElement | null>): LoadedEditor | null {
  const [loaded, setLoaded] = useState<LoadedEditor | null>(null);
  const wanted = useRef(true);

  useEffect(() => {
    wanted.current = true;
    const field = plain.current;
    if (!field) return;
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      import("./json-editor").then(
        ({ JsonEditor }) => {
          if (wanted.current) setLoaded({ Editor: JsonEditor, initialSelection: selectionIn(plain.current) });
        },
        () => {},
      );
    });
    watch.observe(field);
    return () => {
      wanted.current = false;
      watch.disconnect();
    };
  }, [plain]);

  return loaded;
}

function selectionIn(field: HTMLTextAreaElement | null): TextRange | null {
  if (!field || document.activeElement !== field) return null;
  return { from: field.selectionStart, to: field.selectionEnd };
}
