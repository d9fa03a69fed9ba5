"use client";

import { useEffect, useState } from "react";
import { absoluteTime, relativeTime } from "./relative-time";

const TICK_MS = 30_000;

/** A moment in relative words, updated every minute; the exact time is in its tooltip and in `datetime`. */
export function TimeAgo({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const then = Date.parse(at);
  if (Number.isNaN(then)) return null;
  // Server and browser read their clocks at different moments, so the words may differ by a minute at first.
  return (
    <time dateTime={at} title={absoluteTime(then)} suppressHydrationWarning>
      {relativeTime(then, now)}
    </time>
  );
}
