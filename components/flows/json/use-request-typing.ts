"use client";

import { useState } from "react";

/** A request's text while somebody may be editing it beside the form. */
export interface RequestTyping {
  text: string;
  /** Whether it differs from what the form has. */
  isTyped: boolean;
  /** Whether the form changed after the editing began: putting the text into the form would undo that change. */
  overtaken: boolean;
  onChange: (text: string) => void;
  /** Goes back to what the form has. */
  forget: () => void;
}

/** Follows the form's text until somebody edits it; from then on nothing but that person changes it. */
export function useRequestTyping(formText: string): RequestTyping {
  const [typed, setTyped] = useState<{ text: string; begunFrom: string } | null>(null);
  return {
    text: typed?.text ?? formText,
    isTyped: typed !== null,
    overtaken: typed !== null && typed.begunFrom !== formText,
    onChange: (text) =>
      setTyped(text === formText ? null : { text, begunFrom: typed?.begunFrom ?? formText }),
    forget: () => setTyped(null),
  };
}
