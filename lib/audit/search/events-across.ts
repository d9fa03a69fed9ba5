import "server-only";
import { z } from "zod";
import type { AuditEventView } from "@/lib/audit/event";
import { readableEventView, storedEvent } from "@/lib/audit/event-view";
import type { FilterValues } from "@/lib/audit/filter";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { ofFlowReader, valueConditions } from "./column-conditions";

/** A log that somebody may read. */
export interface ReadableLog {
  /** The workspace's id. */
  chain: string;
  /** Whether they may see events about flows only there. */
  flowEventsOnly: boolean;
}

const actorRow = z.object({ id: z.string() });
/** Whom a filter offers: those who did something within this time. */
const LATELY_DAYS = 90;
/** So many of a log's newest events are looked at. */
const MOST_LOOKED_AT = 2000;

/** Returns the ids of the people who lately did something that the reader of some logs may see. One statement. */
export async function actorsAcross(logs: readonly ReadableLog[]): Promise<string[]> {
  const rows = await queryRows(prepared(), "actors across logs", actorRow)`
    SELECT DISTINCT found."actorId" AS "id"
    FROM unnest(${logs.map(({ chain }) => chain)}::text[], ${logs.map(({ flowEventsOnly }) => flowEventsOnly)}::boolean[])
      AS log ("chain", "flowEventsOnly")
    CROSS JOIN LATERAL (
      SELECT event."actorId" FROM "AuditEvent" event
      WHERE event."chain" = log."chain" AND event."settledAt" > now() - make_interval(days => ${LATELY_DAYS}::int)
        AND (NOT log."flowEventsOnly" OR ${ofFlowReader({})})
      ORDER BY event."settledAt" DESC LIMIT ${MOST_LOOKED_AT}::int) AS found
    WHERE found."actorId" IS NOT NULL`;
  return rows.map(({ id }) => id);
}

/** The filters that columns answer: words and fields are searched in one log at a time. */
export type AcrossFilter = Omit<FilterValues, "q" | "field">;

/** The place after which a page goes on: when an event was recorded, in milliseconds since 1970, and its id. */
const CURSOR = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Whether a text is the cursor of a page across logs. */
export function isAcrossCursor(text: string): boolean {
  return CURSOR.test(text);
}

const placed = storedEvent.extend({ id: z.string(), chain: z.string(), recordedAt: z.date() });

/** Text of whole prompts can be in a payload, so a page ends early rather than become huge. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface AcrossPage {
  items: AuditEventView[];
  nextCursor: string | null;
}

function within(
  chains: readonly string[],
  filter: AcrossFilter,
  limit: number,
  more: Prisma.Sql,
): Prisma.Sql {
  return Prisma.sql`
    SELECT found.* FROM unnest(${[...chains]}::text[]) AS log ("chain")
    CROSS JOIN LATERAL (
      SELECT event."id", event."chain", event."sequence", event."settledAt" FROM "AuditEvent" event
      WHERE event."chain" = log."chain" AND ${valueConditions(filter)} ${more}
      ORDER BY event."settledAt" DESC, event."sequence" DESC LIMIT ${limit}::int) AS found`;
}

/**
 * Returns a page of the events of several logs, the last recorded first, by one statement. Each log gives at most a page, from its index
 * by time; only payloads of the page itself are read. An event that can't be read any more is left out: its own log says so.
 *
 * @param logs those that the reader may see, each as their role there allows; no other is looked at
 * @param limit 1 to 200; a page of very large events has fewer
 */
export async function eventsAcross(
  logs: readonly ReadableLog[],
  filter: AcrossFilter,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<AcrossPage> {
  if (logs.length === 0) return { items: [], nextCursor: null };
  const [, time, id] = CURSOR.exec(cursor ?? "") ?? [];
  const after =
    time === undefined
      ? Prisma.empty
      : Prisma.sql`AND event."settledAt" <= ${new Date(Number(time))}
          AND (event."settledAt", event."id") < (${new Date(Number(time))}, ${id}::uuid)`;
  const chains = (flowEventsOnly: boolean) =>
    logs.filter((log) => log.flowEventsOnly === flowEventsOnly).map(({ chain }) => chain);
  const rows = await queryRows(prepared(), "events across logs", placed)`
    SELECT event."id"::text AS "id", event."chain", event."sequence", event."settledAt" AS "recordedAt", event."payload",
           event."previousHash", event."hash"
    FROM (SELECT * FROM (
      ${within(chains(false), filter, limit + 1, after)}
      UNION ALL
      ${within(chains(true), filter, limit + 1, Prisma.sql`AND ${ofFlowReader(filter)} ${after}`)}) AS across
      ORDER BY "settledAt" DESC, "id" DESC LIMIT ${limit + 1}::int) AS page
    JOIN "AuditEvent" event ON event."chain" = page."chain" AND event."sequence" = page."sequence"
    ORDER BY event."settledAt" DESC, event."id" DESC`;
  let bytes = 0;
  const shown = rows.slice(0, limit).filter(({ payload }, place) => {
    bytes += payload.length;
    return place === 0 || bytes <= MOST_BYTES;
  });
  const last = shown.at(-1);
  return {
    items: shown.flatMap((row) => readableEventView(row, chains(true).includes(row.chain)) ?? []),
    nextCursor: last && rows.length > shown.length ? `${last.recordedAt.getTime()}.${last.id}` : null,
  };
}
