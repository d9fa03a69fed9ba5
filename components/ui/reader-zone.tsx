"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { zonePlace } from "@/lib/time/moment-words";
import { isZone } from "@/lib/time/zoned-days";

const PageZone = createContext<string | null>(null);

const never = () => () => {};

let knownZone: string | undefined;

/**
 * Some browsers have no name for their zone, or an offset, which is none. The browser is asked once: a page of a flow has twenty
 * times, and each would ask several times in each rendering, which is 40 ms on a slow processor.
 */
function browserZone(): string {
  if (knownZone === undefined) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    knownZone = zone && /^[A-Z]/i.test(zone) ? zone : "UTC";
  }
  return knownZone;
}

/**
 * Shows all times of a part of the page in one zone, such as the one that its address names, or that its reader chose; null for
 * the zone of what is around it. An older browser may not know every zone: it shows its own, by its name.
 */
export function ZoneOfPage({ zone, children }: { zone: string | null; children: ReactNode }) {
  const around = useContext(PageZone);
  return <PageZone value={zone !== null && isZone(zone) ? zone : around}>{children}</PageZone>;
}

/**
 * Returns the zone in which this reader sees times: the page's, else the one that they chose, else the browser's. It is UTC on the server and during
 * hydration, so that both render the same.
 */
export function useReaderZone(): string {
  const zone = useContext(PageZone);
  const own = useSyncExternalStore(never, browserZone, () => "UTC");
  return zone ?? own;
}

/** Names the zone of a page's times, once for all of them: "times in Berlin". */
export function ZoneNote() {
  return <>times in {zonePlace(useReaderZone())}</>;
}
