import "server-only";
import canonicalize from "canonicalize";
import { v7 as uuidv7 } from "uuid";
import type { AuditAction } from "@/lib/audit/events/actions";
import type { CompleteEvent, NewAuditEvent } from "@/lib/audit/events/new-event";
import { redactChanges } from "@/lib/audit/redact/redact-changes";
import { searchColumns } from "@/lib/audit/search/event-terms";
import type { Transaction } from "@/lib/db/client";
import { PAYLOAD_VERSION, PORTAL_CHAIN } from "./event";

/** U+0000 is the one character that the database's text can't store. U+FFFD replaces it. */
function storableText(text: string): string {
  return text.replaceAll("\0", "\u{FFFD}").toWellFormed();
}

/**
 * Makes every text in a value storable: no U+0000, no half characters (a message cut at a length can end in one). An
 * event's content must never prevent its recording.
 */
export function withStorableTexts<Value>(value: Value): Value {
  if (typeof value === "string") return storableText(value) as Value;
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(withStorableTexts) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [storableText(name), withStorableTexts(inside)]),
  ) as Value;
}

/**
 * Appends one event to the audit log.
 *
 * The payload is canonical JSON (RFC 8785), so that everybody can hash the very same bytes later. The database's insert
 * trigger sets the sequence number and the hashes, and locks the chain's head. So inside a transaction, record last.
 *
 * @param tx the client, or the transaction that the event must live or die with
 * @returns the event's id
 */
export async function recordEvent<A extends AuditAction>(
  tx: Transaction,
  recorded: NewAuditEvent<A> & CompleteEvent<A>,
): Promise<string> {
  const event = withStorableTexts<NewAuditEvent<A>>(recorded);
  const id = uuidv7();
  const settledAt = new Date();
  const occurredAt = event.occurredAt ?? settledAt;
  const chain = event.workspaceId ?? PORTAL_CHAIN;
  // Redaction is done here and not by the callers, so that no event can bypass it.
  const changes = redactChanges(chain, event.action, event.changes ?? []);
  const payload = canonicalize({
    version: PAYLOAD_VERSION,
    id,
    occurredAt: occurredAt.toISOString(),
    settledAt: settledAt.toISOString(),
    workspaceId: event.workspaceId,
    actor: event.actor,
    action: event.action,
    outcome: event.outcome,
    target: event.target ?? null,
    changes,
    reason: event.reason ?? null,
    request: event.request ?? null,
    upstream: event.upstream ?? null,
    detail: event.detail ?? {},
  });
  if (payload === undefined) throw new Error("an audit event must be representable as JSON");
  await tx.auditEvent.create({
    data: {
      id,
      chain,
      occurredAt,
      settledAt,
      actorType: event.actor.type,
      actorId: event.actor.id,
      action: event.action,
      outcome: event.outcome,
      targetType: event.target?.type ?? null,
      targetId: event.target?.id ?? null,
      requestId: event.request?.id ?? null,
      ...searchColumns({ ...event, changes }),
      payload,
    },
    select: { id: true },
  });
  return id;
}
