"use client";

import { useEffect, useState } from "react";
import { dayAt } from "@/lib/time/zoned-days";
import { dateText, exactTitle } from "./moment-words";
import { useReaderZone } from "./reader-zone";
import { relativeTime } from "./relative-time";

const TICK_MS = 30_000;
/** What is older is found by its date, not by counting weeks. */
const RELATIVE_MS = 7 * 86_400_000;

/**
 * A moment in relative words, updated every minute, and older ones as a date. The exact time is in its tooltip and in
 * `datetime`.
 */
export function TimeAgo({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <TimeSince at={at} now={now} />;
}

/** The same, seen from a given moment (in milliseconds): for pages with more times than may tick by themselves. */
export function TimeSince({ at, now }: { at: string; now: number }) {
  const zone = useReaderZone();
  const then = Date.parse(at);
  if (Number.isNaN(then)) return null;
  // Server and browser read their clocks at different moments, so the words may differ by a minute at first.
  return (
    <time dateTime={at} title={exactTitle(then, zone)} suppressHydrationWarning>
      {Math.abs(now - then) < RELATIVE_MS ? relativeTime(then, now) : dateText(dayAt(zone, then))}
    </time>
  );
}
