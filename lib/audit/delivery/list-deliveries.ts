import "server-only";
import type { AuditEventView } from "@/lib/audit/event";
import { toEventView } from "@/lib/audit/event-view";
import { database } from "@/lib/db/client";
import { numberCursor } from "@/lib/db/number-cursor";
import { findWebhook } from "./find-webhook";

export const DELIVERY_STATES = ["waiting", "dead"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** An event that a webhook has not taken yet. Times are ISO 8601. */
export interface AuditDeliveryView {
  id: string;
  sequence: number;
  state: DeliveryState;
  /** Tries that failed. */
  attempts: number;
  /** When the next try is due; of a dead one, when it was given up. */
  dueAt: string;
  createdAt: string;
  lastStatus: number | null;
  lastError: string | null;
  /** Null when retention has removed it. */
  event: AuditEventView | null;
}

/**
 * A page of the events that a webhook has not taken, in the order of the chain. The cursor is the last sequence number
 * shown.
 *
 * @param limit 1 to 200
 * @throws Problem `not_found`
 */
export async function listDeliveries(
  chain: string,
  webhookId: string,
  page: { state: DeliveryState; limit: number; cursor?: string },
): Promise<{ items: AuditDeliveryView[]; nextCursor: string | null }> {
  await findWebhook(database(), chain, webhookId);
  const after = numberCursor(page.cursor);
  const rows = await database().auditDelivery.findMany({
    where: { webhookId, state: page.state, ...(after === null ? {} : { sequence: { gt: after } }) },
    orderBy: { sequence: "asc" },
    take: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const events = await database().auditEvent.findMany({
    where: { chain, sequence: { in: shown.map(({ sequence }) => sequence) } },
  });
  const bySequence = new Map(events.map((event) => [event.sequence, toEventView(event)]));
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
      event: bySequence.get(row.sequence) ?? null,
    })),
    nextCursor: rows.length > page.limit ? String(shown.at(-1)?.sequence) : null,
  };
}
