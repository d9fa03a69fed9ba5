import "server-only";
import type { AuditEventView } from "@/lib/audit/event";
import { toEventView } from "@/lib/audit/event-view";
import { numberCursor } from "@/lib/db/number-cursor";
import type { AuditFilter } from "./audit-filter";
import { findEvents } from "./find-events";

export interface AuditPage {
  items: AuditEventView[];
  nextCursor: string | null;
}

/**
 * A page of events, newest first. The cursor is the last sequence number shown: events that arrive meanwhile have
 * higher ones, so pages never shift.
 *
 * @param limit 1 to 200
 */
export async function listAuditEvents(
  filter: AuditFilter & { limit: number; cursor?: string | undefined },
): Promise<AuditPage> {
  const before = numberCursor(filter.cursor);
  const rows = await findEvents({
    filter,
    ...(before === null ? {} : { upTo: before - 1 }),
    count: filter.limit + 1,
    newestFirst: true,
  });
  const shown = rows.slice(0, filter.limit);
  return {
    items: shown.map(toEventView),
    nextCursor: rows.length > filter.limit ? String(shown.at(-1)?.sequence) : null,
  };
}
