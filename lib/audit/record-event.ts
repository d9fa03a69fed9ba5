import "server-only";
import canonicalize from "canonicalize";
import { v7 as uuidv7 } from "uuid";
import type { AuditAction } from "@/lib/audit/events/actions";
import type { CompleteEvent, NewAuditEvent } from "@/lib/audit/events/new-event";
import { redactChanges } from "@/lib/audit/redact/redact-changes";
import { searchColumns } from "@/lib/audit/search/event-terms";
import { type Column, columnNames, columnValues } from "@/lib/db/columns";
import { Prisma } from "@/lib/db/generated/client";
import type { RawStatements } from "@/lib/db/prepared";
import { isStorableJson } from "@/lib/json/json-value";
import { PORTAL_CHAIN, payloadVersion } from "./event";
import { isDemoTime, recordTime } from "./record-clock";

const { sql } = Prisma;

/** U+0000 is the one character that the database's text can't store. U+FFFD replaces it. */
function storableText(text: string): string {
  return text.replaceAll("\0", "\u{FFFD}").toWellFormed();
}

/**
 * Makes every text in a value storable: no U+0000, no half characters (a message cut at a length can end in one). An
 * event's content must never prevent its recording.
 */
export function withStorableTexts<Value>(value: Value): Value {
  // Hardly any event needs a copy.
  if (isStorableJson(value)) return value;
  if (typeof value === "string") return storableText(value) as Value;
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(withStorableTexts) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [storableText(name), withStorableTexts(inside)]),
  ) as Value;
}

/** An event as the table has it, but for its place in the chain. */
export interface EventRow {
  id: string;
  chain: string;
  occurredAt: Date;
  settledAt: Date;
  actorType: string;
  actorId: string | null;
  action: string;
  outcome: string;
  targetType: string | null;
  targetId: string | null;
  requestId: string | null;
  correlationId: string | null;
  ip: string | null;
  terms: string[];
  payload: string;
}

/**
 * Returns the row of an event. The payload is canonical JSON (RFC 8785), so that everybody can hash the very same bytes
 * later. Redaction is done here and not by the callers, so that no event can bypass it.
 *
 * @throws Error at an invented time, for an event that does not say that it belongs to the demo
 */
export function eventRow<A extends AuditAction>(recorded: NewAuditEvent<A> & CompleteEvent<A>): EventRow {
  const event = withStorableTexts<NewAuditEvent<A>>(recorded);
  const id = uuidv7();
  if (isDemoTime() && !event.request?.demo)
    throw new Error(`${event.action} at an invented time must say so`);
  const settledAt = recordTime();
  const occurredAt = event.occurredAt ?? settledAt;
  const chain = event.workspaceId ?? PORTAL_CHAIN;
  const changes = redactChanges(chain, event.action, event.changes ?? []);
  const payload = canonicalize({
    version: payloadVersion(event.actor),
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
  return {
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
  };
}

/** The columns of an event, and their values. */
function eventColumns(row: EventRow): Column[] {
  return [
    ["id", sql`${row.id}::uuid`],
    ["chain", sql`${row.chain}::text`],
    ["occurredAt", sql`${row.occurredAt}::timestamptz`],
    ["settledAt", sql`${row.settledAt}::timestamptz`],
    ["actorType", sql`${row.actorType}::text`],
    ["actorId", sql`${row.actorId}::text`],
    ["action", sql`${row.action}::text`],
    ["outcome", sql`${row.outcome}::text`],
    ["targetType", sql`${row.targetType}::text`],
    ["targetId", sql`${row.targetId}::text`],
    ["requestId", sql`${row.requestId}::text`],
    ["correlationId", sql`${row.correlationId}::text`],
    ["ip", sql`${row.ip}::text`],
    ["terms", sql`${row.terms}::text[]`],
    ["payload", sql`${row.payload}::text`],
  ];
}

/**
 * Returns the statement that appends events to the audit log in the given order. The insert trigger sets sequence numbers
 * and hashes, and locks the chain's head. So where it is a part of a larger statement, it should depend on the others.
 * Each number of events is a statement of its own to the server: they are few at a time.
 *
 * @param when a condition: nothing is appended where it is false
 */
export function appendEvents(rows: EventRow[], when: Prisma.Sql = sql`true`): Prisma.Sql {
  const events = rows.map(eventColumns);
  const [first] = events;
  if (!first) return sql`SELECT 1`;
  const names = columnNames(first);
  const values = events.map((columns, place) => sql`(${place}::int, ${columnValues(columns)})`);
  return sql`
    INSERT INTO "AuditEvent" (${names})
    SELECT ${names} FROM (VALUES ${Prisma.join(values)}) AS "new" ("place", ${names})
    WHERE ${when} ORDER BY "place"`;
}

/**
 * Appends one event to the audit log. Inside a transaction, record last: see `appendEvents`.
 *
 * @param tx the client, or the transaction that the event must live or die with
 * @returns the event's id
 */
export async function recordEvent<A extends AuditAction>(
  tx: RawStatements,
  recorded: NewAuditEvent<A> & CompleteEvent<A>,
): Promise<string> {
  const row = eventRow(recorded);
  await tx.$queryRaw(appendEvents([row]));
  return row.id;
}

/** A statement with this many events is short enough for the database, and few of them are enough for a whole portal. */
const EVENTS_PER_STATEMENT = 100;

/** Appends events in the given order, as `recordEvent` does with one. */
export async function recordEvents<A extends AuditAction>(
  tx: RawStatements,
  recorded: readonly (NewAuditEvent<A> & CompleteEvent<A>)[],
): Promise<void> {
  for (let start = 0; start < recorded.length; start += EVENTS_PER_STATEMENT) {
    const rows = recorded.slice(start, start + EVENTS_PER_STATEMENT).map((event) => eventRow(event));
    await tx.$queryRaw(appendEvents(rows));
  }
}
