import "server-only";
import { z } from "zod";
import { withinBytes } from "@/lib/audit/search/find-events";
import { FlowKind, Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { type SearchHit, searchHits } from "@/lib/flows/search/search-hits";
import { isEmptySearch, parseSearch, type SearchQuery, wordPattern } from "@/lib/flows/search/search-query";
import { textWords } from "@/lib/text/placed-words";
import {
  cursorOf,
  type FoundPlace,
  isExact,
  LONGEST_NAME,
  type PlaceAfter,
  placeAfter,
  RANKS,
  type SearchedWorkspace,
  scanQueries,
  scansOf,
  wholeName,
} from "./search-scans";
import { BETWEEN_TEXTS, storedTexts } from "./text-columns";

const { sql } = Prisma;

/** A search for flows. */
export interface FlowSearch {
  /** As it was typed. */
  q: string;
  /** The workspaces that are searched. The caller must be allowed to read the flows of each: nothing is checked here. */
  workspaces: readonly SearchedWorkspace[];
  /** Both kinds where none is named. */
  kind?: FlowKind | undefined;
  /** 1 to 200. */
  limit: number;
  after?: PlaceAfter | null;
}

/** A flow that matches. */
export interface FoundFlow {
  /** The workspace's slug. */
  workspace: string;
  kind: FlowKind;
  /** The upstream's id. */
  id: string;
  name: string;
  isActive: boolean | null;
  /** As last listed; null when no list named the agent, or the folder. */
  agentName: string | null;
  folderName: string | null;
  hits: SearchHit[];
}

export interface FoundFlows {
  items: FoundFlow[];
  nextCursor: string | null;
  /** How many of the flows that were searched have texts that nobody has read yet. */
  unread: number;
}

/** A phrase is looked for in so many flows at once that have its words. */
const PHRASE_BATCH = 250;
/** After so many flows that were looked at for one page, it ends as it is, and the next one goes on. */
const MOST_LOOKED_AT = 1_000;
/** At most this many bytes of texts are read at once. One flow may have more. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The flows among workspaces that are still there, by the tables `t` (`FlowText`) and `f` (`Flow`). */
const isSearched = (kind: FlowKind | undefined) => sql`
  f."missingSince" IS NULL AND f."name" <> ''
  AND (${kind ?? null}::"FlowKind" IS NULL OR f."kind" = ${kind ?? null}::"FlowKind")`;

const unread = z.int();
const placeRow = z.union([
  z.object({ unread, scan: z.int(), flowId: z.string(), foldedName: z.string(), bytes: z.int() }),
  z.object({ unread, scan: z.null() }),
]);

interface Places {
  places: (FoundPlace & { bytes: number })[];
  unread: number;
}

/**
 * Finds flows that may match, in the order of results, and counts those of which only a list is known. Each look into the
 * index asks for terms that begin with its workspace, so that nothing of other workspaces is read. Looks are made one after
 * the other, until there are enough results: what comes first in the order is not looked for among all that match.
 *
 * @param count how many, at most
 */
async function findPlaces(
  { workspaces, kind }: FlowSearch,
  query: SearchQuery,
  after: PlaceAfter | null,
  count: number,
): Promise<Places> {
  const queries = scanQueries(query);
  const ranks = RANKS.filter((rank) => queries[rank] !== undefined);
  const { scans, goesOn } = scansOf(workspaces, ranks, after);
  const rows = await queryRows(prepared(), "the places of a search", placeRow)`
    WITH "found" AS (
      SELECT s."scan", m.*
      FROM unnest(${scans.map(({ rank }) => queries[rank])}::text[], ${scans.map(({ workspace }) => workspace.id)}::uuid[])
        WITH ORDINALITY AS s ("query", "workspaceId", "scan")
      CROSS JOIN LATERAL (
        SELECT f."id" AS "flowId", f."foldedName", octet_length(t."texts") AS "bytes"
        FROM "FlowText" t JOIN "Flow" f ON f."id" = t."flowId"
        WHERE flow_terms_1(t."workspaceId", t."name", t."description", t."agent", t."folder", t."words")
            @@ replace(s."query", '~', right(s."workspaceId"::text, 12))::tsquery
          AND t."workspaceId" = s."workspaceId" AND ${isSearched(kind)}
          AND (s."scan" > 1 OR NOT ${goesOn}::boolean OR (f."foldedName" COLLATE "C", f."id")
            > (${after?.foldedName ?? ""}::text COLLATE "C", ${after?.flowId ?? null}::uuid))
        ORDER BY f."foldedName" COLLATE "C", f."id" LIMIT ${count}::int) m
      ORDER BY s."scan", m."foldedName" COLLATE "C", m."flowId" LIMIT ${count}::int),
    "unread" AS (
      SELECT count(*)::int AS "unread" FROM "FlowText" t JOIN "Flow" f ON f."id" = t."flowId"
      WHERE t."workspaceId" = ANY(${workspaces.map(({ id }) => id)}::uuid[]) AND t."revision" IS NULL AND ${isSearched(kind)})
    SELECT "unread"."unread", "found"."scan"::int, "found"."flowId", "found"."foldedName", "found"."bytes"
    FROM "unread" LEFT JOIN "found" ON TRUE
    ORDER BY "found"."scan", "found"."foldedName" COLLATE "C", "found"."flowId"`;
  const places = rows.flatMap((row) => {
    const scan = row.scan === null ? undefined : scans[row.scan - 1];
    return row.scan === null || !scan ? [] : [{ ...scan, ...row }];
  });
  return { places, unread: rows[0]?.unread ?? 0 };
}

const matchRow = z.object({
  /** Its place among those that were looked at, counted from 1. */
  place: z.int(),
  kind: z.enum(FlowKind),
  upstreamId: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  isActive: z.boolean().nullable(),
  agentName: z.string().nullable(),
  folderName: z.string().nullable(),
  words: z.string(),
  texts: z.string(),
});
type MatchRow = z.output<typeof matchRow>;

const hasEach = (words: string, patterns: readonly string[]) =>
  sql`NOT EXISTS (SELECT FROM unnest(${patterns}::text[]) AS p WHERE strpos(${Prisma.raw(words)}, p) = 0)`;
const hasAny = (words: string, patterns: readonly string[]) =>
  sql`EXISTS (SELECT FROM unnest(${patterns}::text[]) AS p WHERE strpos(${Prisma.raw(words)}, p) > 0)`;

/** How well a flow matches, as the place of a rank among the ranks; null for one that doesn't. */
function rankSql({ wanted, unwanted }: SearchQuery): Prisma.Sql {
  const patterns = wanted.map(wordPattern);
  const whole = wholeName({ wanted });
  return sql`
    CASE WHEN ${hasAny("s.every", unwanted.map(wordPattern))} THEN NULL
      WHEN ${whole}::text = '' THEN 3
      WHEN left(t."name", ${LONGEST_NAME}::int) = ${whole}::text THEN 0
      WHEN ${hasEach("s.name", patterns)} THEN 1
      WHEN ${hasEach("s.head", patterns)} THEN 2
      WHEN ${hasEach("s.every", patterns)} THEN 3 END`;
}

/**
 * Looks which flows match indeed, and as well as their place in the order says. The index has no order of words, and a flow
 * may have changed since.
 * @returns the first of them, in their order
 */
async function readMatches(
  places: readonly FoundPlace[],
  query: SearchQuery,
  most: number,
): Promise<MatchRow[]> {
  return await queryRows(prepared(), "the matches of a search", matchRow)`
    SELECT c."place"::int, f."kind", f."upstreamId", f."name", f."description", f."isActive", a."name" AS "agentName",
        d."name" AS "folderName", t."words", t."texts"
    FROM unnest(${places.map(({ flowId }) => flowId)}::uuid[], ${places.map(({ rank }) => RANKS.indexOf(rank))}::int[])
      WITH ORDINALITY AS c ("flowId", "rank", "place")
    JOIN "FlowText" t ON t."flowId" = c."flowId" JOIN "Flow" f ON f."id" = c."flowId"
    LEFT JOIN "MirroredAgent" a ON a."workspaceId" = f."workspaceId" AND a."upstreamId" = f."agent"
      AND a."kind" = CASE f."kind" WHEN 'call_flow' THEN 'call' ELSE 'omni' END
    LEFT JOIN "MirroredFolder" d ON d."workspaceId" = f."workspaceId" AND d."upstreamId" = t."folderId"
    CROSS JOIN LATERAL (SELECT ' ' || t."name" || ' ' AS name,
      ' ' || t."name" || ${BETWEEN_TEXTS} || t."description" || ${BETWEEN_TEXTS} || t."agent" || ${BETWEEN_TEXTS} || t."folder" || ' ' AS head)
      AS parts
    CROSS JOIN LATERAL (SELECT parts.name, parts.head, parts.head || ${BETWEEN_TEXTS} || t."words" || ' ' AS every) AS s
    WHERE ${rankSql(query)} = c."rank"
    ORDER BY c."place" LIMIT ${most}::int`;
}

function resultOf({ workspace }: FoundPlace, row: MatchRow, query: SearchQuery): FoundFlow {
  const { kind, upstreamId: id, name, description, isActive, agentName, folderName } = row;
  const head = [
    { path: "/name", text: name },
    { path: "/description", text: description ?? "" },
    { path: "/agent", text: agentName ?? "" },
    { path: "/folderId", text: folderName ?? "" },
  ].map(({ path, text }) => ({ path, text, words: textWords(text) }));
  const hits = searchHits([...head, ...storedTexts(row)], query);
  return { workspace: workspace.slug, kind, id, name, isActive, agentName, folderName, hits };
}

interface Taken {
  results: FoundFlow[];
  /** How many places were looked at. */
  used: number;
}

/** Takes results from places in their order, until there are enough, or all of the places were looked at. */
async function takeResults(
  places: readonly (FoundPlace & { bytes: number })[],
  query: SearchQuery,
  most: number,
): Promise<Taken> {
  const fit = withinBytes(places, MOST_BYTES);
  const rows = await readMatches(fit, query, most);
  const results = rows.flatMap((row) => {
    const place = fit[row.place - 1];
    return place ? [resultOf(place, row, query)] : [];
  });
  const isFull = rows.length === most;
  return { results, used: isFull ? (rows.at(-1)?.place ?? 0) : fit.length };
}

/**
 * Searches flows by name, by what is said about them and by all their texts. The best matches are first: the whole name,
 * words of the name, words about the flow, words anywhere. Flows that match equally well are in the order of their
 * workspaces' names and of their own.
 *
 * @returns a page of results. It may be short where a phrase was looked for in many flows in vain; the next one goes on.
 */
export async function searchFlows(search: FlowSearch): Promise<FoundFlows> {
  const { limit, workspaces } = search;
  const query = parseSearch(search.q);
  const items: FoundFlow[] = [];
  if (isEmptySearch(query) || workspaces.length === 0) return { items, nextCursor: null, unread: 0 };
  const exact = isExact(query);
  const batch = exact ? limit : PHRASE_BATCH;
  let after = search.after ?? null;
  for (let looked = 0; ; ) {
    // One more than is taken says whether there are more.
    const { places, unread } = await findPlaces(search, query, after, batch + 1);
    const { results, used } = await takeResults(places.slice(0, batch), query, limit - items.length);
    items.push(...results);
    looked += used;
    const last = places[used - 1];
    if (!last || used === places.length) return { items, nextCursor: null, unread };
    after = placeAfter(last);
    const isEnough = exact || items.length === limit || looked >= MOST_LOOKED_AT;
    if (isEnough) return { items, nextCursor: cursorOf(after), unread };
  }
}
