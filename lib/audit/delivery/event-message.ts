import "server-only";
import { toEventView } from "@/lib/audit/event-view";
import { database } from "@/lib/db/client";

export interface EventMessage {
  /** The event's id: the same for every try, and for every webhook. */
  id: string;
  body: string;
}

/**
 * Events of a chain as they are delivered, by sequence number: `{type, timestamp, data}` (Standard Webhooks), with the
 * event as the API shows it. Events don't change, so every try of one has the same body. An event that retention has
 * removed is missing.
 */
export async function eventMessages(chain: string, sequences: number[]): Promise<Map<number, EventMessage>> {
  const rows = await database().auditEvent.findMany({ where: { chain, sequence: { in: sequences } } });
  return new Map(
    rows.map((row) => {
      const data = toEventView(row);
      const body = JSON.stringify({ type: "audit.event", timestamp: data.occurredAt, data });
      return [row.sequence, { id: data.id, body }];
    }),
  );
}
