import "server-only";
import { z } from "zod";
import { type StoredEvent, storedEvent } from "@/lib/audit/event-view";
import type { AuditFilter } from "@/lib/audit/filter";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { LARGEST_INTEGER } from "@/lib/db/values";
import { type BlockWindow, throughWindows } from "./block-windows";
import { columnConditions } from "./column-conditions";
import { sequenceBounds } from "./sequence-bounds";
import { lexeme, type TermConditions, termConditions } from "./term-conditions";

/** An event that matches, and the size of its payload in bytes: an event can hold two whole prompts. */
export const eventPlace = z.object({ sequence: z.int(), bytes: z.int() });
type EventPlace = z.output<typeof eventPlace>;

interface EventSearch {
  filter: AuditFilter;
  /** The result of `termConditions` for the filter; computed when left out. A long export computes it once. */
  terms?: TermConditions;
  /** Restrict the sequence numbers further: greater than, and at most. */
  above?: number;
  upTo?: number;
  /** The maximum number of places. */
  count: number;
  newestFirst: boolean;
}

interface Range {
  lowest: number;
  highest: number;
}

const PLACE = Prisma.sql`event."sequence", octet_length(event."payload") AS "bytes"`;
const TERMS = Prisma.sql`audit_event_terms("chain", "sequence", "terms")`;

function termsMatch(conditions: readonly string[]): Prisma.Sql {
  return Prisma.join(
    conditions.map((condition) => Prisma.sql`${TERMS} @@ ${condition}::tsquery`),
    " AND ",
  );
}

function inOrder({ newestFirst }: EventSearch, count: number): Prisma.Sql {
  return newestFirst
    ? Prisma.sql`ORDER BY event."sequence" DESC LIMIT ${count}`
    : Prisma.sql`ORDER BY event."sequence" ASC LIMIT ${count}`;
}

async function inRange(search: EventSearch, { lowest, highest }: Range): Promise<EventPlace[]> {
  return await queryRows(database(), "the events in a range", eventPlace)`
    SELECT ${PLACE} FROM "AuditEvent" event
    WHERE ${columnConditions(search.filter)} AND event."sequence" BETWEEN ${lowest} AND ${highest}
    ${inOrder(search, search.count)}`;
}

/**
 * Selects the events of a list of sequence numbers that pass the other conditions, with one index look-up each. The
 * planner can't know the length of the list: with a join, or without OFFSET 0, it walks the chain from its end instead.
 *
 * @param numbers the list's name in the query
 * @param matching a further condition; empty for none
 */
function amongNumbers(
  search: EventSearch,
  numbers: Prisma.Sql,
  { lowest, highest }: Range,
  matching: Prisma.Sql,
): Prisma.Sql {
  return Prisma.sql`
    SELECT event."sequence", event."bytes"
    FROM (SELECT "sequence" FROM ${numbers} WHERE "sequence" BETWEEN ${lowest} AND ${highest}) number
    CROSS JOIN LATERAL (
      SELECT ${PLACE} FROM "AuditEvent" event
      WHERE ${columnConditions(search.filter)} AND event."sequence" = number."sequence" ${matching} OFFSET 0) event
    ${inOrder(search, search.count)}`;
}

const matches = z.int();
const windowRow = z.union([
  eventPlace.extend({ matches }),
  z.object({ matches, sequence: z.null(), bytes: z.null() }),
]);

/**
 * Finds terms in one window. The search is a query of its own (MATERIALIZED). Otherwise the planner would weigh it
 * against walking the chain, and it guesses how often words occur together.
 * @returns how many events have the terms, and those of them that pass the other conditions
 */
async function inWindow(search: EventSearch, terms: readonly string[], window: BlockWindow, count: number) {
  const query = termsMatch([...terms, lexeme(window.term)]);
  const rows = await queryRows(database(), "the events in a window", windowRow)`
    WITH hits AS MATERIALIZED (SELECT "sequence" FROM "AuditEvent" WHERE ${query}),
    found AS (${amongNumbers({ ...search, count }, Prisma.sql`hits`, window, Prisma.empty)})
    SELECT (SELECT count(*)::int FROM hits) AS "matches", found."sequence", found."bytes"
    FROM (SELECT 1) one LEFT JOIN found ON TRUE`;
  const found = rows.flatMap(({ sequence, bytes }) => (sequence === null ? [] : [{ sequence, bytes }]));
  found.sort((a, b) => (search.newestFirst ? b.sequence - a.sequence : a.sequence - b.sequence));
  return { matches: rows[0]?.matches ?? 0, found };
}

async function byTerms(search: EventSearch, terms: readonly string[], range: Range): Promise<EventPlace[]> {
  const places: EventPlace[] = [];
  const { filter, newestFirst, count } = search;
  await throughWindows(filter.chain, range, newestFirst, count, async (window) => {
    const { matches, found } = await inWindow(search, terms, window, count - places.length);
    places.push(...found);
    return { matches, found: found.length };
  });
  return places;
}

/**
 * Finds events that were recorded long after they happened: few, in an index of their own, beyond the period's range.
 * The ten minutes are those of the index `AuditEvent_late`, or it would not be used, and of `sequence-bounds`.
 */
async function late(search: EventSearch, terms: readonly string[], range: Range): Promise<EventPlace[]> {
  const { chain, from, to } = search.filter;
  const matching = terms.length > 0 ? Prisma.sql`AND ${termsMatch(terms)}` : Prisma.empty;
  return await queryRows(database(), "the events recorded late", eventPlace)`
    WITH late AS MATERIALIZED (
      SELECT "sequence" FROM "AuditEvent"
      WHERE "chain" = ${chain} AND "settledAt" - "occurredAt" > interval '10 minutes'
        AND "occurredAt" >= ${from ?? new Date(0)} AND "occurredAt" <= ${to})
    ${amongNumbers(search, Prisma.sql`late`, range, matching)}`;
}

/**
 * Finds the events that match a filter, in the order of recording, in either direction.
 * @returns their places, `count` at most; fewer only when there are no more
 */
export async function findPlaces(search: EventSearch): Promise<EventPlace[]> {
  const { filter, above = 0, upTo = LARGEST_INTEGER, count, newestFirst } = search;
  const terms = search.terms ?? (await termConditions(filter));
  if (terms === "impossible") return [];
  // Windows of blocks are counted from the end of the chain; an index is just read to its end.
  const bounds = await sequenceBounds(filter, terms.length === 0 && !filter.to);
  const range = { lowest: Math.max(bounds.lowest, above + 1), highest: Math.min(bounds.highest, upTo) };
  const main = async (left: number): Promise<EventPlace[]> => {
    if (range.lowest > range.highest || left <= 0) return [];
    const part = { ...search, count: left };
    return terms.length > 0 ? await byTerms(part, terms, range) : await inRange(part, range);
  };
  if (!filter.to) return await main(count);
  const beyond = { lowest: Math.max(bounds.highest, above) + 1, highest: upTo };
  if (newestFirst) {
    const found = await late(search, terms, beyond);
    return [...found, ...(await main(count - found.length))];
  }
  const found = await main(count);
  return found.length >= count ? found : [...found, ...(await late(search, terms, beyond))].slice(0, count);
}

/** Reads events by their places, in the order of the places. */
export async function readEvents(chain: string, places: readonly EventPlace[]): Promise<StoredEvent[]> {
  const rows = await queryRows(database(), "the events at given places", storedEvent)`
    SELECT "sequence", "payload", "previousHash", "hash" FROM "AuditEvent"
    WHERE "chain" = ${chain} AND "sequence" = ANY(${places.map(({ sequence }) => sequence)}::int[])`;
  const bySequence = new Map(rows.map((row) => [row.sequence, row]));
  return places.flatMap(({ sequence }) => bySequence.get(sequence) ?? []);
}

/** The maximum that is read into memory at once: two of the largest possible events, or thousands of common ones. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Returns as many of the first events as fit into memory together; one at least.
 * @param most the remaining bytes, where several such lists are in memory at once
 */
export function withinBytes<Place extends { bytes: number }>(
  places: readonly Place[],
  most: number = MOST_BYTES,
): Place[] {
  let bytes = 0;
  const taken = places.findIndex((place, index) => {
    bytes += place.bytes;
    return index > 0 && bytes > most;
  });
  return taken < 0 ? [...places] : places.slice(0, taken);
}
