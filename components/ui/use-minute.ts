"use client";

import { useSyncExternalStore } from "react";

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 5000;

function watchClock(onChange: () => void): () => void {
  const timer = setInterval(onChange, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

const presentMinute = () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

/**
 * Returns the present minute in milliseconds; null on the server and while the script takes over, so that both render
 * the same.
 */
export function useMinute(): number | null {
  return useSyncExternalStore(watchClock, presentMinute, () => null);
}
