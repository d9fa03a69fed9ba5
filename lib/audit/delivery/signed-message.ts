import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import { readableEventView, type StoredEvent, storedEvent, unreadableWords } from "@/lib/audit/event-view";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import type { ClaimedDelivery } from "./claim-deliveries";

const PREFIX = "whsec_";
/** Standard Webhooks recommends 24 to 64 random bytes. */
const SECRET_BYTES = 32;

/** A new secret in the form that receivers get: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/**
 * The headers by which a receiver knows the sender, and that the message is new (Standard Webhooks, symmetric
 * signatures): HMAC-SHA256 over `id.timestamp.body`, keyed with the bytes that the secret encodes.
 *
 * @param id the same for every attempt of one message, so that a receiver recognises a repetition
 * @param at the time of this attempt; receivers refuse old messages
 */
export function signedHeaders(secret: string, id: string, body: string, at: Date): Record<string, string> {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}

interface EventMessage {
  /** The event's id: the same for every attempt, and for every webhook. */
  id: string;
  body: string;
}

/** Everything that one attempt needs. */
export interface OutgoingEvent {
  /** The present one: it may have been replaced since the event was claimed. */
  sealedSecret: string;
  /** The event, or why there is none: then no later attempt can help. */
  message: EventMessage | { missing: string };
}

/**
 * An event as it is delivered: `{type, timestamp, data}` (Standard Webhooks), with the event as the API shows it.
 * Events don't change, so every attempt has the same body. An unreadable event must not block those behind it: the
 * log's verification reports it.
 */
function messageOf(row: StoredEvent): OutgoingEvent["message"] {
  const data = readableEventView(row);
  if (!data) return { missing: unreadableWords(row) };
  return { id: data.id, body: JSON.stringify({ type: "audit.event", timestamp: data.occurredAt, data }) };
}

const sealedSecret = z.string();
const outgoingRow = z.union([
  storedEvent.extend({ sealedSecret }),
  z.object({ sequence: z.null(), sealedSecret }),
]);

/**
 * Reads everything that an attempt needs right before it. The webhook may have changed since the claim. Reading a batch
 * of events at once could fill memory, since an event can have two whole prompts.
 * @returns null when the webhook is paused or removed by now
 */
export async function readOutgoing({
  webhookId,
  chain,
  sequence,
}: ClaimedDelivery): Promise<OutgoingEvent | null> {
  const rows = await queryRows(database(), "an event to deliver", outgoingRow)`
    SELECT w."sealedSecret", e."sequence", e."payload", e."previousHash", e."hash"
    FROM "AuditWebhook" w LEFT JOIN "AuditEvent" e ON e."chain" = ${chain} AND e."sequence" = ${sequence}
    WHERE w."id" = ${webhookId}::uuid AND w."pausedAt" IS NULL AND w."removedAt" IS NULL`;
  const [row] = rows;
  if (!row) return null;
  const message =
    row.sequence === null
      ? { missing: "The event was removed by retention before it could be delivered" }
      : messageOf(row);
  return { sealedSecret: row.sealedSecret, message };
}
