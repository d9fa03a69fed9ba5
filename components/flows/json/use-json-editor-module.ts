"use client";

import { type ComponentType, type RefObject, useEffect, useRef, useState } from "react";
import type { JsonEditorProps, TextRange } from "./json-editor";

interface LoadedEditor {
  Editor: ComponentType<JsonEditorProps>;
  /** The selection in the plain field when the editor replaced it; null when the field had no focus. */
  initialSelection: TextRange | null;
}

/**
 * Loads the editor, which is large, once the plain field in its place is in view. The plain field stays when loading
 * fails.
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
