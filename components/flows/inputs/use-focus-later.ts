"use client";

import { useCallback, useEffect, useState } from "react";

function takesFocus(element: HTMLElement | null): element is HTMLElement {
  return element !== null && !(element as HTMLButtonElement).disabled;
}

/**
 * Gives a function that moves the focus after the next render, to the first of some element ids that is there and not
 * disabled. Without it a control that removes or moves itself would drop the focus to the page.
 */
export function useFocusLater(): (...ids: string[]) => void {
  // A state and no ref: effects of an earlier render may still be due when it is set, and would look for elements that
  // are not on the page yet.
  const [wanted, setWanted] = useState<readonly string[]>([]);
  useEffect(() => {
    wanted
      .map((id) => document.getElementById(id))
      .find(takesFocus)
      ?.focus();
  }, [wanted]);
  return useCallback((...ids) => setWanted(ids), []);
}
