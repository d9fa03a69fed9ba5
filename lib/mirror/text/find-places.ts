import "server-only";
import { z } from "zod";
import { type FlowKind, Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import type { SearchQuery } from "@/lib/flows/search/search-query";
import { type Boundary, type FoundPlace, RANKS, rankQueries, type SearchedWorkspace } from "./search-order";
import { rankOfMatch } from "./word-match";

const { sql } = Prisma;

/** Whose flows are searched. */
interface SearchedFlows {
  /** In the order of results. */
  workspaces: readonly SearchedWorkspace[];
  /** Both kinds where none is named. */
  kind: FlowKind | undefined;
  /** So many flows, or fewer, are found at once, and sorted then. */
  few: number;
}

/** Flows that may match, and how many of all that were searched have texts that nobody has read yet. */
export interface Places {
  places: (FoundPlace & { bytes: number })[];
  unread: number;
}

const unread = z.int();
const place = z.object({
  unread,
  rank: z.int(),
  place: z.int(),
  foldedName: z.string(),
  flowId: z.string(),
  bytes: z.int(),
});
const placeRow = z.union([place, z.object({ unread, rank: z.null() })]);

/** The flows that are still there, by the tables `t` (`FlowText`) and `f` (`Flow`). */
const isSearched = (kind: FlowKind | undefined) => sql`
  f."missingSince" IS NULL AND f."name" <> ''
  AND (${kind ?? null}::"FlowKind" IS NULL OR f."kind" = ${kind ?? null}::"FlowKind")`;

/** Whether the terms of a flow of the workspace `s` are as a query asks. */
const hasTerms = (query: Prisma.Sql) => sql`
  flow_terms_1(t."workspaceId", t."name", t."description", t."agent", t."folder", t."words")
    @@ replace(${query}, '~', right(s."workspaceId"::text, 12))::tsquery AND t."workspaceId" = s."workspaceId"`;

/**
 * Finds flows that may match, in the order of results, and counts those of which only a list is known. Each look into the
 * index asks for terms that begin with its workspace, so that nothing of other workspaces is read.
 *
 * One look for each workspace finds the flows that have the words anywhere; where these are few, they are sorted, and that is
 * all. Where they are many, the same is done for those that are named or described by the words. What is still wanted is
 * looked for in the order of results, until there is enough of it: most of what matches a common word is never read.
 *
 * @param start what comes before it is left out
 * @param count how many, at most
 */
export async function findPlaces(
  { workspaces, kind, few }: SearchedFlows,
  query: SearchQuery,
  start: Boundary,
  count: number,
): Promise<Places> {
  const queries = rankQueries(query);
  const rank = rankOfMatch(query);
  const later = sql`(${start.rank}::int, ${start.place}::int, ${start.foldedName}::text COLLATE "C", ${start.flowId}::uuid)`;
  const looks = workspaces.length;
  const first = Math.max(start.rank, 0) * looks + start.place;
  const firstOfTexts = Math.max(RANKS.indexOf("text") * looks, first);
  const atOnce = (terms: string | null, condition: Prisma.Sql) => sql`
    SELECT (s."place" - 1)::int AS "place", m."flowId"
    FROM unnest((SELECT "ids" FROM "searched")) WITH ORDINALITY AS s ("workspaceId", "place")
    CROSS JOIN LATERAL (
      SELECT t."flowId" FROM "FlowText" t WHERE ${hasTerms(sql`${terms}::text`)} LIMIT ${few + 1}::int) m
    WHERE ${condition} LIMIT ${few + 1}::int`;
  const isFew = (found: Prisma.Sql) => sql`(SELECT count(*) <= ${few}::int FROM ${found})`;
  // Lists come by way of sub-queries: a plan that knew their lengths would be compiled (JIT), which takes longer than to run it.
  const rows = await queryRows(prepared(), "the places of a search", placeRow)`
    WITH "searched" AS MATERIALIZED (
      SELECT ${workspaces.map(({ id }) => id)}::uuid[] AS "ids", ${RANKS.map((one) => queries[one])}::text[] AS "queries"),
    "anywhere" AS MATERIALIZED (${atOnce(queries.text, sql`TRUE`)}),
    "about" AS MATERIALIZED (${atOnce(queries.about, sql`NOT ${isFew(sql`"anywhere"`)}`)}),
    "inOrder" AS (
      SELECT s."rank", s."place", m.*
      FROM unnest((SELECT ARRAY(SELECT generate_series(
          CASE WHEN ${isFew(sql`"about"`)} THEN ${firstOfTexts}::int ELSE ${first}::int END, ${RANKS.length * looks - 1}::int)))
        ) WITH ORDINALITY AS n ("look", "at")
      CROSS JOIN LATERAL (
        SELECT n."look" / ${looks}::int AS "rank", n."look" % ${looks}::int AS "place",
          (SELECT "queries"[n."look" / ${looks}::int + 1] FROM "searched") AS "query",
          (SELECT "ids"[n."look" % ${looks}::int + 1] FROM "searched") AS "workspaceId") AS s
      CROSS JOIN LATERAL (
        SELECT f."foldedName", f."id" AS "flowId", octet_length(t."texts") AS "bytes"
        FROM "FlowText" t JOIN "Flow" f ON f."id" = t."flowId"
        WHERE ${hasTerms(sql`s."query"`)} AND ${isSearched(kind)} AND ${rank} = s."rank"
          AND (s."rank", s."place", f."foldedName" COLLATE "C", f."id") > ${later}
        ORDER BY f."foldedName" COLLATE "C", f."id" LIMIT ${count}::int) m
      WHERE NOT ${isFew(sql`"anywhere"`)}
      ORDER BY n."at", m."foldedName" COLLATE "C", m."flowId" LIMIT ${count}::int),
    -- A phrase may be there whose words are all about a flow: that one is found in its order.
    "places" AS (
      SELECT ${rank} AS "rank", c."place", f."foldedName", f."id" AS "flowId", octet_length(t."texts") AS "bytes"
      FROM (SELECT *, ${RANKS.length}::int AS "end" FROM "anywhere" WHERE ${isFew(sql`"anywhere"`)}
        UNION ALL SELECT *, ${RANKS.indexOf("text")}::int FROM "about" WHERE ${isFew(sql`"about"`)}) AS c
      JOIN "FlowText" t ON t."flowId" = c."flowId" JOIN "Flow" f ON f."id" = c."flowId"
      WHERE ${isSearched(kind)} AND ${rank} < c."end"
      UNION ALL SELECT * FROM "inOrder"),
    "unread" AS (
      SELECT count(*)::int AS "unread" FROM "FlowText" t JOIN "Flow" f ON f."id" = t."flowId"
      WHERE t."workspaceId" = ANY((SELECT "ids" FROM "searched")::uuid[]) AND t."revision" IS NULL AND ${isSearched(kind)})
    SELECT u."unread", p.* FROM "unread" u
    LEFT JOIN "places" p ON (p."rank", p."place", p."foldedName" COLLATE "C", p."flowId") > ${later}
    ORDER BY p."rank", p."place", p."foldedName" COLLATE "C", p."flowId" LIMIT ${count}::int`;
  const places = rows.flatMap((row) => {
    if (row.rank === null) return [];
    const [found, workspace] = [RANKS[row.rank], workspaces[row.place]];
    return found && workspace ? [{ ...row, rank: found, workspace }] : [];
  });
  return { places, unread: rows[0]?.unread ?? 0 };
}
