import "server-only";
import { hash } from "node:crypto";
import { z } from "zod";
import { isKnownVersion, PORTAL_CHAIN } from "@/lib/audit/event";
import { type EventContent, readContent } from "@/lib/audit/event-schemas";
import { storedEvent } from "@/lib/audit/event-view";
import { isCanonical } from "@/lib/audit/proof/text-forms";
import { eventTerms } from "@/lib/audit/search/event-terms";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { isJsonObject } from "@/lib/json/json-value";

/** The maximum of rows in memory, and their bytes: an event can hold two whole prompts. */
const MOST_ROWS = 500;
const MOST_BYTES = 8 * 1024 * 1024;

/** A row of the log: the content that the hash covers, and all other facts, in the order of `COLUMNS`. */
const logRow = storedEvent.extend({ columns: z.array(z.unknown()) });
type LogRow = z.output<typeof logRow>;

/**
 * The columns beside the payload by their names in a fault, and the payload's value for each. Times in milliseconds.
 */
const COLUMNS: [name: string, expected: (event: EventContent) => unknown][] = [
  ["id", ({ id }) => id],
  ["chain", ({ workspaceId }) => workspaceId ?? PORTAL_CHAIN],
  ["time", ({ occurredAt }) => Date.parse(occurredAt)],
  ["settling time", ({ settledAt }) => (settledAt === null ? null : Date.parse(settledAt))],
  ["actor type", ({ actor }) => actor.type],
  ["actor", ({ actor }) => actor.id],
  ["action", ({ action }) => action],
  ["outcome", ({ outcome }) => outcome],
  ["target type", ({ target }) => target?.type ?? null],
  ["target", ({ target }) => target?.id ?? null],
  ["request", ({ request }) => request?.id ?? null],
  ["correlation", ({ request }) => request?.correlationId ?? request?.id ?? null],
  ["address", ({ request }) => request?.ip ?? null],
  ["search terms", (event) => JSON.stringify(eventTerms(event))],
];

/** A moment in milliseconds. PostgreSQL also has one before and one after all others, which no number can represent. */
function milliseconds(column: "occurredAt" | "settledAt"): Prisma.Sql {
  const at = Prisma.raw(`"${column}"`);
  return Prisma.sql`CASE WHEN isfinite(${at}) THEN to_json((extract(epoch FROM ${at}) * 1000)::bigint)
    ELSE to_json(${at}::text) END`;
}

/**
 * Reads the next rows of a chain, as many as fit into memory; none at its end. All columns are one value: a value each
 * costs more than all checks.
 */
export async function rowsAfter(chain: string, sequence: number): Promise<LogRow[]> {
  return await queryRows(database(), "the rows of a chain", logRow)`
    WITH places AS (
      SELECT "sequence", sum(octet_length("payload")) OVER (ORDER BY "sequence") - octet_length("payload") AS "before"
      FROM (SELECT "sequence", "payload" FROM "AuditEvent" WHERE "chain" = ${chain} AND "sequence" > ${sequence}
            ORDER BY "sequence" LIMIT ${MOST_ROWS}) next)
    SELECT "sequence", "payload", "previousHash", "hash",
      json_build_array("id", "chain", ${milliseconds("occurredAt")}, ${milliseconds("settledAt")}, "actorType", "actorId",
        "action", "outcome", "targetType", "targetId", "requestId", "correlationId", "ip", to_json("terms")::text)
        AS "columns"
    FROM "AuditEvent" WHERE "chain" = ${chain} AND "sequence" > ${sequence}
      AND "sequence" <= (SELECT max("sequence") FROM places WHERE "before" < ${MOST_BYTES})
    ORDER BY "sequence"`;
}

/** Returns when a row claims to be recorded, in milliseconds; null without a time. */
export function settledAt({ columns }: LogRow): number | null {
  const at = columns[COLUMNS.findIndex(([name]) => name === "settling time")];
  return typeof at === "number" ? at : null;
}

const terms = z.array(z.string());

/** Returns the search terms of a row whose content was found to be good. */
export function termsOf({ columns }: LogRow): string[] {
  return terms.parse(JSON.parse(String(columns.at(-1))));
}

/**
 * Searching uses the columns, proof covers the payload: a row whose columns differ from its payload is a forgery too.
 */
function differingColumn(row: LogRow, content: EventContent): string | null {
  const column = COLUMNS.find(([, expected], place) => row.columns[place] !== expected(content));
  return column?.[0] ?? null;
}

const NO_EVENT = "its content is not an event";

/** Returns the fault in the content of a row; null when it is as recorded. */
function contentProblem(row: LogRow): string | null {
  let content: unknown;
  try {
    content = JSON.parse(row.payload);
  } catch {
    return "its content is not JSON";
  }
  try {
    if (!isCanonical(content, row.payload)) return "its content is not in canonical form (RFC 8785)";
    if (isJsonObject(content) && !isKnownVersion(content))
      return "its format is newer than this portal knows: update it, and verify again";
    const event = readContent(content);
    if (!event) return NO_EVENT;
    const column = differingColumn(row, event);
    return column ? `its ${column} column differs from its content` : null;
  } catch {
    // The nesting is deeper than in any event.
    return NO_EVENT;
  }
}

/**
 * Returns the fault in a row that should be event `sequence` and follow the event with `previousHash`; null for none.
 */
export function rowProblem(row: LogRow, sequence: number, previousHash: Buffer): string | null {
  if (row.sequence !== sequence) return `expected event ${sequence}; it is missing`;
  if (!previousHash.equals(row.previousHash)) return "does not follow the event before it";
  const computed = hash("sha256", Buffer.concat([row.previousHash, Buffer.from(row.payload)]), "buffer");
  if (!computed.equals(row.hash)) return "its content does not match its hash";
  return contentProblem(row);
}
