import "server-only";
import { z } from "zod";
import { withinBytes } from "@/lib/audit/search/find-events";
import { FlowKind } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { type SearchHit, searchHits } from "@/lib/flows/search/search-hits";
import { isEmptySearch, parseSearch, type SearchQuery } from "@/lib/flows/search/search-query";
import { textWords } from "@/lib/text/placed-words";
import { findPlaces, type Places } from "./find-places";
import {
  boundaryOf,
  byName,
  cursorOf,
  type FoundPlace,
  isExact,
  type PlaceAfter,
  placeAfter,
  RANKS,
  type SearchedWorkspace,
} from "./search-order";
import { storedTexts } from "./text-columns";
import { matchesWords, rankOfMatch } from "./word-match";

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
  /** So many flows, or fewer, are found at once, and sorted then; see `findPlaces`. */
  few?: number;
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

/** To find and to sort so many flows takes a few milliseconds. */
const FEW = 400;
/** A phrase is looked for in so many flows at once that have its words. */
const PHRASE_BATCH = 250;
/** After so many flows that were looked at for one page, it ends as it is, and the next one goes on. */
const MOST_LOOKED_AT = 1_000;
/** At most this many bytes of texts are read at once. One flow may have more. */
const MOST_BYTES = 4 * 1024 * 1024;

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
    WHERE ${matchesWords(query)} AND ${rankOfMatch(query)} = c."rank"
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
async function takeResults(places: Places["places"], query: SearchQuery, most: number): Promise<Taken> {
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
  const { limit, kind, few = FEW } = search;
  const query = parseSearch(search.q);
  const items: FoundFlow[] = [];
  if (isEmptySearch(query) || search.workspaces.length === 0) return { items, nextCursor: null, unread: 0 };
  const workspaces = byName(search.workspaces);
  const exact = isExact(query);
  const batch = exact ? limit : PHRASE_BATCH;
  let after = search.after ?? null;
  for (let looked = 0; ; ) {
    // One more than is taken says whether there are more.
    const start = boundaryOf(workspaces, after);
    const { places, unread } = await findPlaces({ workspaces, kind, few }, query, start, batch + 1);
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
