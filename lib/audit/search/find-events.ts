import "server-only";
import type { StoredEvent } from "@/lib/audit/event-view";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type AuditFilter, columnConditions } from "./audit-filter";
import { windowsDown, windowsUp } from "./block-windows";
import { sequenceBounds } from "./sequence-bounds";
import { termQuery } from "./term-query";

interface Search {
  filter: AuditFilter;
  /** Restrict the sequence numbers further, both included. */
  above?: number;
  upTo?: number;
  count: number;
  newestFirst: boolean;
}

interface Range {
  lowest: number;
  highest: number;
}

const COLUMNS = Prisma.sql`event."sequence", event."payload", event."previousHash", event."hash"`;
const TERMS = Prisma.sql`audit_event_terms("chain", "sequence", "terms")`;

function inOrder({ newestFirst }: Search, count: number): Prisma.Sql {
  return newestFirst
    ? Prisma.sql`ORDER BY event."sequence" DESC LIMIT ${count}`
    : Prisma.sql`ORDER BY event."sequence" ASC LIMIT ${count}`;
}

async function inRange(search: Search, { lowest, highest }: Range, count: number): Promise<StoredEvent[]> {
  return await database().$queryRaw<StoredEvent[]>`
    SELECT ${COLUMNS} FROM "AuditEvent" event
    WHERE ${columnConditions(search.filter)} AND event."sequence" BETWEEN ${lowest} AND ${highest}
    ${inOrder(search, count)}`;
}

/**
 * Looks terms up in their index, window by window. The look-up stands by itself (MATERIALIZED), since the planner
 * would otherwise weigh it against walking the chain, and guesses how often words occur together.
 */
async function byTerms(search: Search, terms: string, range: Range): Promise<StoredEvent[]> {
  const { filter, count, newestFirst } = search;
  const windows = newestFirst
    ? windowsDown(filter.chain, range.highest, range.lowest)
    : windowsUp(filter.chain, range.lowest, range.highest);
  const found: StoredEvent[] = [];
  for (const window of windows) {
    const asked = `${terms} & '${window.term}'`;
    const rows = await database().$queryRaw<StoredEvent[]>`
      WITH hits AS MATERIALIZED (SELECT "sequence" FROM "AuditEvent" WHERE ${TERMS} @@ ${asked}::tsquery)
      SELECT ${COLUMNS} FROM "AuditEvent" event
      WHERE ${columnConditions(filter)} AND event."sequence" IN (SELECT "sequence" FROM hits)
        AND event."sequence" BETWEEN ${window.lowest} AND ${window.highest}
      ${inOrder(search, count - found.length)}`;
    found.push(...rows);
    if (found.length >= count) break;
  }
  return found;
}

/**
 * Events that were recorded long after they happened: few, in an index of their own, beyond the period's range. They are
 * looked up by themselves (MATERIALIZED): the planner can't know how few they are, and would walk the chain for them.
 */
async function late(search: Search, terms: string | null, range: Range): Promise<StoredEvent[]> {
  const { chain } = search.filter;
  const matching = terms ? Prisma.sql`AND ${TERMS} @@ ${terms}::tsquery` : Prisma.empty;
  return await database().$queryRaw<StoredEvent[]>`
    WITH late AS MATERIALIZED (
      SELECT "sequence" FROM "AuditEvent"
      WHERE "chain" = ${chain} AND "settledAt" - "occurredAt" > interval '10 minutes'
        AND "occurredAt" >= ${search.filter.from ?? new Date(0)} AND "occurredAt" <= ${search.filter.to})
    SELECT ${COLUMNS} FROM "AuditEvent" event
    WHERE ${columnConditions(search.filter)} AND event."sequence" IN (SELECT "sequence" FROM late)
      AND event."sequence" BETWEEN ${range.lowest} AND ${range.highest} ${matching}
    ${inOrder(search, search.count)}`;
}

/** Gives up to `count` events of a filter in the order of recording, in either direction. */
export async function findEvents(search: Search): Promise<StoredEvent[]> {
  const { filter, above = 0, upTo = 2 ** 31 - 1, count, newestFirst } = search;
  const terms = await termQuery(filter);
  if (terms === "") return [];
  const bounds = await sequenceBounds(filter);
  const lowest = Math.max(bounds.lowest, above + 1);
  const main = async (left: number) => {
    const range = { lowest, highest: Math.min(bounds.highest, upTo) };
    if (range.lowest > range.highest || left <= 0) return [];
    const part = { ...search, count: left };
    return terms ? await byTerms(part, terms, range) : await inRange(part, range, left);
  };
  if (!filter.to) return await main(count);
  const beyond = { lowest: Math.max(bounds.highest, above) + 1, highest: upTo };
  if (!newestFirst) {
    const found = await main(count);
    return found.length >= count ? found : [...found, ...(await late(search, terms, beyond))].slice(0, count);
  }
  const found = await late(search, terms, beyond);
  return [...found, ...(await main(count - found.length))];
}
