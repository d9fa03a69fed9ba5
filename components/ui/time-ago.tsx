"use client";

import { useSyncExternalStore } from "react";
import { dateText, exactTitle } from "@/lib/time/moment-words";
import { dayAt } from "@/lib/time/zoned-days";
import { useReaderZone } from "./reader-zone";
import { relativeTime } from "./relative-time";
import { createStore } from "./store";

const TICK_MS = 30_000;
/** What is older is found by its date, not by counting weeks. */
const RELATIVE_MS = 7 * 86_400_000;

const clock = createStore(Date.now());
let ticking: { timer: number; readers: number } | null = null;

/** All times of a page go by one clock, which ticks while there is a reader. */
function readClock(listener: () => void): () => void {
  const end = clock.subscribe(listener);
  ticking ??= { timer: window.setInterval(() => clock.set(Date.now()), TICK_MS), readers: 0 };
  ticking.readers += 1;
  if (Date.now() - clock.read() > TICK_MS) clock.set(Date.now());
  return () => {
    end();
    if (ticking === null) return;
    ticking.readers -= 1;
    if (ticking.readers > 0) return;
    window.clearInterval(ticking.timer);
    ticking = null;
  };
}

/** The server's clock, whose module lives longer than a page. */
const onServer = () => (typeof window === "undefined" ? Date.now() : clock.read());

/**
 * A moment in relative words, which change with the time, and older ones as a date. The exact time is in its tooltip and in
 * `datetime`.
 */
export function TimeAgo({ at }: { at: string }) {
  const now = useSyncExternalStore(readClock, clock.read, onServer);
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
