"use client";

import { useCallback, useEffect, useRef } from "react";

function takesFocus(element: HTMLElement | null): element is HTMLElement {
  return element !== null && !(element as HTMLButtonElement).disabled;
}

/**
 * Gives a function that moves the focus after the next render, to the first of some element ids that is there and not
 * disabled. Without it a control that removes or moves itself would drop the focus to the page.
 */
export function useFocusLater(): (...ids: string[]) => void {
  const wanted = useRef<string[]>([]);
  useEffect(() => {
    if (wanted.current.length === 0) return;
    const ids = wanted.current;
    wanted.current = [];
    ids
      .map((id) => document.getElementById(id))
      .find(takesFocus)
      ?.focus();
  });
  return useCallback((...ids) => {
    wanted.current = ids;
  }, []);
}
