"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * Returns a ref for a message about what a person just did. The message is brought into view and focused when it
 * appears, and again whenever `occasion` changes. The element needs `tabIndex={-1}`.
 */
export function useFocusOnArrival<Element extends HTMLElement>(occasion: unknown): RefObject<Element | null> {
  const element = useRef<Element>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new occasion takes the focus anew.
  useEffect(() => {
    const arrived = element.current;
    if (arrived === null) return;
    const tall = arrived.offsetHeight > window.innerHeight / 2;
    // "nearest" leaves a message alone that is in view, such as one in a bar that sticks to the window.
    arrived.scrollIntoView({ block: tall ? "start" : "nearest" });
    arrived.focus({ preventScroll: true });
  }, [occasion]);
  return element;
}
