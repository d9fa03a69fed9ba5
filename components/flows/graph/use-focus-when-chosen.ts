"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { GraphSelection } from "./graph-scene";

/** Gives a row's button the keyboard when a button elsewhere led to this row. */
export function useFocusWhenChosen(selection: GraphSelection | null): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selection?.focus) button.current?.focus();
  }, [selection]);
  return button;
}
