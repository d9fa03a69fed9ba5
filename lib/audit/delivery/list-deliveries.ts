import "server-only";
import type { AuditEventView } from "@/lib/audit/event";
import { readableEventView } from "@/lib/audit/event-view";
import { eventPlace, withinBytes } from "@/lib/audit/search/find-events";
import { database } from "@/lib/db/client";
import { DeliveryState } from "@/lib/db/generated/enums";
import { queryRows } from "@/lib/db/query-rows";
import { numberCursor } from "@/lib/db/values";
import { keysOf } from "@/lib/json/json-value";
import { findWebhook } from "./manage-webhooks";

export const DELIVERY_STATES = keysOf(DeliveryState);

/** An event that a webhook has not accepted yet. Times are ISO 8601. */
export interface AuditDeliveryView {
  id: string;
  sequence: number;
  state: DeliveryState;
  /** The number of failed attempts. */
  attempts: number;
  /** When the next attempt is due; for a dead delivery, when it was given up. */
  dueAt: string;
  createdAt: string;
  lastStatus: number | null;
  lastError: string | null;
  event: AuditEventView | null;
  /** Why there is no event: retention removed it, or somebody made it unreadable. Null where there is one. */
  missing: "removed" | "unreadable" | null;
}

/** The sizes of the events in bytes, without those that retention removed. */
async function sizesOf(chain: string, sequences: number[]): Promise<Map<number, number>> {
  const rows = await queryRows(database(), "the sizes of events", eventPlace)`
    SELECT "sequence", octet_length("payload") AS "bytes" FROM "AuditEvent"
    WHERE "chain" = ${chain} AND "sequence" = ANY(${sequences}::int[])`;
  return new Map(rows.map(({ sequence, bytes }) => [sequence, bytes]));
}

async function eventsAt(chain: string, sequences: number[]): Promise<Map<number, AuditEventView | null>> {
  const rows = await database().auditEvent.findMany({ where: { chain, sequence: { in: sequences } } });
  return new Map(rows.map((row) => [row.sequence, readableEventView(row)]));
}

/** @param event null for one that can't be read, undefined for none */
function whyMissing(event: AuditEventView | null | undefined): AuditDeliveryView["missing"] {
  if (event === undefined) return "removed";
  return event === null ? "unreadable" : null;
}

/**
 * Returns a page of the events that a webhook has not accepted, in the order of the chain. The cursor is the last
 * sequence number shown.
 *
 * @param page `limit`: 1 to 200; a page of very large events has fewer, as `mostBytes` has it
 * @throws Problem `not_found`
 */
export async function listDeliveries(
  chain: string,
  webhookId: string,
  page: { state: DeliveryState; limit: number; cursor?: string; mostBytes?: number },
): Promise<{ items: AuditDeliveryView[]; nextCursor: string | null }> {
  await findWebhook(database(), chain, webhookId);
  const after = numberCursor(page.cursor);
  const rows = await database().auditDelivery.findMany({
    where: { webhookId, state: page.state, ...(after === null ? {} : { sequence: { gt: after } }) },
    orderBy: { sequence: "asc" },
    take: page.limit + 1,
  });
  const wanted = rows.slice(0, page.limit);
  const sizes = await sizesOf(
    chain,
    wanted.map(({ sequence }) => sequence),
  );
  const shown = withinBytes(
    wanted.map((row) => ({ ...row, bytes: sizes.get(row.sequence) ?? 0 })),
    page.mostBytes,
  );
  const events = await eventsAt(
    chain,
    shown.map(({ sequence }) => sequence),
  );
  return {
    items: shown.map((row) => ({
      id: row.id,
      sequence: row.sequence,
      state: page.state,
      attempts: row.attempts,
      dueAt: row.dueAt.toISOString(),
      createdAt: row.createdAt.toISOString(),
      lastStatus: row.lastStatus,
      lastError: row.lastError,
      event: events.get(row.sequence) ?? null,
      missing: whyMissing(events.get(row.sequence)),
    })),
    nextCursor: rows.length > shown.length ? String(shown.at(-1)?.sequence) : null,
  };
}
