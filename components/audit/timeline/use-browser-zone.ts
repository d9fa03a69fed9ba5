"use client";

import { useSyncExternalStore } from "react";
import { isTimeZone } from "@/lib/time/time-zones";

const never = () => () => {};

function browserZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone && isTimeZone(zone) ? zone : "UTC";
}

/** Returns the browser's time zone; UTC on the server and during hydration, so that both render the same. */
export function useBrowserZone(): string {
  return useSyncExternalStore(never, browserZone, () => "UTC");
}
