"use client";

import { useCallback, useEffect, useRef } from "react";

/**
 * Gathers which parts of an input hold text that is not in its value yet, because it cannot be read.
 * Gives the function by which a part reports; the form is told when the first begins and the last ends.
 */
export function useUnfinished(
  onUnfinished: ((unfinished: boolean) => void) | undefined,
): (part: string, unfinished: boolean) => void {
  const parts = useRef(new Set<string>());
  const tell = useRef(onUnfinished);
  useEffect(() => {
    tell.current = onUnfinished;
  });
  return useCallback((part, unfinished) => {
    const before = parts.current.size > 0;
    if (unfinished) parts.current.add(part);
    else parts.current.delete(part);
    const after = parts.current.size > 0;
    if (before !== after) tell.current?.(after);
  }, []);
}

/** Reports a part as unfinished for as long as it is, and no longer than it is there. */
export function useReport(
  report: (part: string, unfinished: boolean) => void,
  part: string,
  unfinished: boolean,
): void {
  useEffect(() => {
    report(part, unfinished);
    return () => report(part, false);
  }, [report, part, unfinished]);
}
