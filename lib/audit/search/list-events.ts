import "server-only";
import type { AuditEventView } from "@/lib/audit/event";
import { toEventView } from "@/lib/audit/event-view";
import type { AuditFilter } from "@/lib/audit/filter";
import { numberCursor } from "@/lib/db/values";
import { findPlaces, readEvents } from "./find-events";
import { withinBytes } from "./within-bytes";

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
    items: rows.map(toEventView),
    nextCursor: places.length > shown.length ? String(shown.at(-1)?.sequence) : null,
  };
}
