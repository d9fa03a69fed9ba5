import { type RefObject, useEffect, useRef, useState } from "react";
import type { PromptEditor, TextSelection } from "./prompt-editor";

/** A field this near to the window counts as in sight. */
const NEARBY = "200px";

interface LateEditor {
  PromptEditor: typeof PromptEditor;
  start: TextSelection | null;
}

/**
 * Loads the editor that replaces a plain text field. `late` is null until then, and for good if the editor can't be
 * loaded (no connection, a newer release on the server): the plain field stays.
 *
 * @param isEmpty whether there is no text yet: then there is nothing to mark, and the editor waits for whoever comes to type
 * @returns the editor with the selection that the plain field had if it was focused, and handlers for the plain field
 */
export function useLateEditor(plain: RefObject<HTMLTextAreaElement | null>, isEmpty: boolean) {
  const [late, setLate] = useState<LateEditor | null>(null);
  const composing = useRef(false);
  const arrived = useRef<typeof PromptEditor | null>(null);

  const replace = useRef(() => {
    // The replacement waits for an open input method, whose unfinished word would be lost with the field.
    if (!arrived.current || composing.current) return;
    setLate({ PromptEditor: arrived.current, start: selectionOf(plain.current) });
  });

  useEffect(() => {
    const field = plain.current;
    if (!field) return;
    let gone = false;
    const arrive = (module: { PromptEditor: typeof PromptEditor }) => {
      if (gone) return;
      arrived.current = module.PromptEditor;
      replace.current();
    };
    const load = () => void import("./prompt-editor").then(arrive, () => {});
    // The editor loads only near the window, so that a field out of sight costs nothing.
    const near = (entries: IntersectionObserverEntry[]) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      load();
    };
    const observer = new IntersectionObserver(near, { rootMargin: NEARBY });
    const comes = ["focus", "pointerenter"] as const;
    if (isEmpty) for (const event of comes) field.addEventListener(event, load, { once: true });
    else observer.observe(field);
    // Who came before the page's script had run has had their event.
    if (isEmpty && document.activeElement === field) load();
    return () => {
      gone = true;
      observer.disconnect();
      for (const event of comes) field.removeEventListener(event, load);
    };
  }, [plain, isEmpty]);

  const composition = {
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: () => {
      composing.current = false;
      // The field reports its text after this event, so the replacement waits.
      setTimeout(replace.current, 0);
    },
  };
  return { late, composition };
}

function selectionOf(field: HTMLTextAreaElement | null): TextSelection | null {
  if (!field || document.activeElement !== field) return null;
  const backward = field.selectionDirection === "backward";
  const { selectionStart, selectionEnd } = field;
  return backward
    ? { anchor: selectionEnd, head: selectionStart }
    : { anchor: selectionStart, head: selectionEnd };
}
