import "server-only";
import { toEventView } from "@/lib/audit/event-view";
import { database } from "@/lib/db/client";

export interface EventMessage {
  /** The event's id: the same for every try, and for every webhook. */
  id: string;
  body: string;
}

/**
 * An event as it is delivered: `{type, timestamp, data}` (Standard Webhooks), with the event as the API shows it.
 * Events don't change, so every try of one has the same body.
 * @returns null when retention has removed the event
 */
export async function eventMessage(chain: string, sequence: number): Promise<EventMessage | null> {
  const row = await database().auditEvent.findUnique({ where: { chain_sequence: { chain, sequence } } });
  if (!row) return null;
  const data = toEventView(row);
  return { id: data.id, body: JSON.stringify({ type: "audit.event", timestamp: data.occurredAt, data }) };
}
