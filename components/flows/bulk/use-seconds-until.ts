"use client";

import { useEffect, useState } from "react";

/** Counts seconds down from a number to 0; counts anew when it is given another `from`. */
export function useSecondsUntil(from: { seconds: number } | null): number {
  const [left, setLeft] = useState(from?.seconds ?? 0);
  useEffect(() => {
    if (from === null) return;
    // By the clock, since timers stand still in a tab that nobody looks at.
    const end = Date.now() + from.seconds * 1000;
    const update = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    update();
    const timer = window.setInterval(update, 500);
    return () => window.clearInterval(timer);
  }, [from]);
  return from === null ? 0 : left;
}
