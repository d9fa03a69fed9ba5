import "server-only";
import { chainHead } from "@/lib/audit/chain";
import type { AuditEventView } from "@/lib/audit/event";
import { toEventView } from "@/lib/audit/event-view";
import type { AuditFilter } from "@/lib/audit/filter";
import { numberCursor } from "@/lib/db/values";
import { findPlaces, readEvents, withinBytes } from "./find-events";

export interface AuditPage {
  items: AuditEventView[];
  nextCursor: string | null;
}

/**
 * Returns a page of events, newest first. The cursor is the last sequence number shown: events that arrive meanwhile
 * have higher ones, so pages never shift.
 *
 * @param limit 1 to 200; a page of very large events has fewer
 */
export async function listAuditEvents(
  filter: AuditFilter & { limit: number; cursor?: string | undefined },
): Promise<AuditPage> {
  const before = numberCursor(filter.cursor);
  const places = await findPlaces({
    filter,
    ...(before === null ? {} : { upTo: before - 1 }),
    count: filter.limit + 1,
    newestFirst: true,
  });
  const shown = withinBytes(places.slice(0, filter.limit));
  const rows = await readEvents(filter.chain, shown);
  return {
    items: rows.map((row) => toEventView(row, filter.flowEventsOnly)),
    nextCursor: places.length > shown.length ? String(shown.at(-1)?.sequence) : null,
  };
}

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

/**
 * Returns the ids of the events of a filter that come right before and right after one; null where there is none.
 * @param sequence the number of that event
 */
export async function neighbourEvents(
  filter: AuditFilter,
  sequence: number,
): Promise<{ older: string | null; newer: string | null }> {
  const [before, after] = await Promise.all([
    findPlaces({ filter, upTo: sequence - 1, count: 1, newestFirst: true }),
    findPlaces({ filter, above: sequence, count: 1, newestFirst: false }),
  ]);
  const rows = (await readEvents(filter.chain, [...before, ...after])).map((row) => toEventView(row));
  return {
    older: rows.find((event) => event.sequence < sequence)?.id ?? null,
    newer: rows.find((event) => event.sequence > sequence)?.id ?? null,
  };
}
