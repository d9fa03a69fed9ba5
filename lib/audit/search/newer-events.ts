import "server-only";
import { chainHead } from "@/lib/audit/chain";
import type { AuditFilter } from "@/lib/audit/filter";
import { findPlaces } from "./find-events";

const COUNTED_AT_MOST = 100;

export interface NewerEvents {
  /** 0 to 100. */
  count: number;
  /** Whether there are even more. */
  more: boolean;
}

/**
 * Counts the events of a filter that were recorded after one.
 * @param after a sequence number; mostly the newest one, and then no search is needed
 */
export async function countNewerEvents(filter: AuditFilter, after: number): Promise<NewerEvents> {
  if ((await chainHead(filter.chain)) <= after) return { count: 0, more: false };
  const found = await findPlaces({ filter, above: after, count: COUNTED_AT_MOST + 1, newestFirst: false });
  return { count: Math.min(found.length, COUNTED_AT_MOST), more: found.length > COUNTED_AT_MOST };
}

/**
 * Returns the cursor of the page before the one that begins with an event.
 * @param limit how many events a page has
 * @returns null when the page before is the first one, which needs no cursor
 */
export async function newerCursor(filter: AuditFilter, first: number, limit: number): Promise<string | null> {
  const newer = await findPlaces({ filter, above: first, count: limit + 1, newestFirst: false });
  const last = newer[limit - 1];
  // Without any further event these are the newest, and the first page also shows events that arrive meanwhile.
  return last && newer.length > limit ? String(last.sequence + 1) : null;
}
