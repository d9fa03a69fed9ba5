import "server-only";
import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import { eventTerms } from "@/lib/audit/search/event-terms";
import { database } from "@/lib/db/client";
import type { AuditEvent } from "@/lib/db/generated/client";

/** Rows that are in memory at a time. */
export const BATCH = 1_000;

/** The next rows of a chain, all columns. */
export async function rowsAfter(chain: string, sequence: number): Promise<AuditEvent[]> {
  return await database().auditEvent.findMany({
    where: { chain, sequence: { gt: sequence } },
    orderBy: { sequence: "asc" },
    take: BATCH,
  });
}

/** Searching uses the columns, proof covers the payload: a row whose columns tell another story is a forgery too. */
function columnThatLies(row: AuditEvent, told: ReturnType<typeof JSON.parse>): string | null {
  const pairs: [string, unknown, unknown][] = [
    ["id", row.id, told.id],
    ["actor", row.actorId, told.actor.id],
    ["actor type", row.actorType, told.actor.type],
    ["action", row.action, told.action],
    ["outcome", row.outcome, told.outcome],
    ["target type", row.targetType, told.target?.type ?? null],
    ["target", row.targetId, told.target?.id ?? null],
    ["request", row.requestId, told.request?.id ?? null],
    ["correlation", row.correlationId, told.request?.correlationId ?? told.request?.id ?? null],
    ["address", row.ip, told.request?.ip ?? null],
    ["time", row.occurredAt.toISOString(), told.occurredAt],
    ["settling time", row.settledAt?.toISOString() ?? null, told.settledAt],
    ["chain", row.chain, told.workspaceId ?? PORTAL_CHAIN],
    ["search terms", row.terms.join(" "), eventTerms(told).join(" ")],
  ];
  return pairs.find(([, column, payload]) => column !== payload)?.[0] ?? null;
}

/** What is wrong with the content of a row; null when it is what was recorded. */
function contentProblem(row: AuditEvent): string | null {
  let told: unknown;
  try {
    told = JSON.parse(row.payload);
  } catch {
    return "its content is not JSON";
  }
  if (canonicalize(told) !== row.payload) return "its content is not in canonical form (RFC 8785)";
  let column: string | null;
  try {
    column = columnThatLies(row, told);
  } catch {
    return "its content is not an event";
  }
  return column ? `its ${column} column differs from its content` : null;
}

/**
 * What is wrong with a row that should be event `sequence` and follow the event with `previousHash`; null when nothing.
 */
export function rowProblem(row: AuditEvent, sequence: number, previousHash: Buffer): string | null {
  if (row.sequence !== sequence) return `expected event ${sequence}; it is missing`;
  if (!previousHash.equals(row.previousHash)) return "does not follow the event before it";
  const computed = hash("sha256", Buffer.concat([row.previousHash, Buffer.from(row.payload)]), "buffer");
  if (!computed.equals(row.hash)) return "its content does not match its hash";
  return contentProblem(row);
}
