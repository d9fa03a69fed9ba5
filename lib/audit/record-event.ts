import "server-only";
import canonicalize from "canonicalize";
import { v7 as uuidv7 } from "uuid";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import type { Transaction } from "@/lib/db/client";
import { PORTAL_CHAIN } from "./event";
import type { AuditAction } from "./events/actions";
import { redactChanges } from "./redact/redact-changes";
import { searchColumns } from "./search/event-terms";
import { withStorableTexts } from "./storable-event";

/**
 * Appends one event to the audit log.
 *
 * The payload is canonical JSON (RFC 8785), so that anyone can hash the very same bytes later. Sequence number and
 * hashes are set by the database's insert trigger, which locks the chain's head: inside a transaction, record last.
 *
 * @param tx the client, or the transaction that the event must live or die with
 * @returns the event's id
 */
export async function recordEvent<A extends AuditAction>(
  tx: Transaction,
  told: NewAuditEvent<A>,
): Promise<string> {
  const event = withStorableTexts(told);
  const id = uuidv7();
  const settledAt = new Date();
  const occurredAt = event.occurredAt ?? settledAt;
  const chain = event.workspaceId ?? PORTAL_CHAIN;
  // Here, and not at the callers: no event can get past it.
  const changes = redactChanges(chain, event.action, event.changes ?? []);
  const payload = canonicalize({
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
