import "server-only";
import { NIL } from "uuid";
import { z } from "zod";
import { FlowKind, Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { placeCursor } from "@/lib/db/values";
import { isStorable } from "@/lib/json/json-value";
import { CHANGED_UPSTREAM } from "../drift";
import { BETWEEN_TEXTS } from "../text/text-columns";
import type { CandidateWords } from "./candidate-words";

const { sql } = Prisma;

/** Which flows are searched. */
export interface FlowScope {
  /** In their order. The caller must be allowed to write there: nothing is checked here. */
  workspaces: readonly { id: string; slug: string }[];
  kinds: readonly FlowKind[];
  /** Active or inactive ones alone; null for both. */
  active: boolean | null;
}

const place = z.tuple([z.uuid(), z.enum(FlowKind), z.string().refine(isStorable), z.uuid()]);
/** Where a page begins: behind a flow, by its workspace, kind, folded name and id. */
export type FlowPlace = z.output<typeof place>;

export const flowCursor = placeCursor(place);

/** Looked through at once: so many workspaces, and so many flows. */
const WORKSPACES = 20;
const FLOWS = 1_000;

const isInScope = ({ kinds, active }: FlowScope) => sql`
  f."missingSince" IS NULL AND f."name" <> '' AND f."kind" = ANY(${[...kinds]}::"FlowKind"[])
  AND (${active}::boolean IS NULL OR f."isActive" = ${active}::boolean)`;

const candidateRow = z.object({
  workspaceId: z.string(),
  kind: z.enum(FlowKind),
  foldedName: z.string(),
  flowId: z.string(),
  bytes: z.int(),
  /** Whether its words allow a match. */
  may: z.boolean(),
});
export type Candidate = z.output<typeof candidateRow>;

export interface Candidates {
  /** In the order of the workspaces, then by kind and name. */
  rows: Candidate[];
  /** Where the next ones begin; null where these are the last. */
  next: FlowPlace | null;
}

/**
 * Finds the next flows whose words allow a match, by one statement. Nothing of other workspaces is read: each look goes by the
 * index of one workspace's names, or by terms that begin with it.
 */
export async function findCandidates(
  scope: FlowScope,
  { part, query }: CandidateWords,
  after: FlowPlace | null,
): Promise<Candidates> {
  const at = after === null ? 0 : scope.workspaces.findIndex(({ id }) => id === after[0]);
  // Somebody who has lost the workspace meanwhile goes on with nothing.
  const looked = at < 0 ? [] : scope.workspaces.slice(at, at + WORKSPACES);
  if (looked.length === 0) return { rows: [], next: null };
  const [, kind, name, id] = after ?? [null, null, null, null];
  const hasTerms =
    query === null
      ? Prisma.empty
      : sql`
    AND flow_terms_1(t."workspaceId", t."name", t."description", t."agent", t."folder", t."words")
      @@ replace(${query}, '~', right(w."id"::text, 12))::tsquery AND t."workspaceId" = w."id"`;
  const rows = await queryRows(prepared(), "the flows that may have a text", candidateRow)`
    SELECT m."workspaceId"::text, m."kind", m."foldedName", m."flowId"::text, octet_length(t."texts") AS "bytes",
      t."revision" IS NOT NULL AND (${part}::text = '' OR strpos(
        t."name" || ${BETWEEN_TEXTS} || t."description" || ${BETWEEN_TEXTS} || t."words", ${part}::text) > 0) AS "may"
    FROM unnest(${looked.map((one) => one.id)}::uuid[]) WITH ORDINALITY AS w ("id", "at")
    CROSS JOIN LATERAL (
      SELECT f."workspaceId", f."kind", f."foldedName", f."id" AS "flowId"
      FROM "Flow" f JOIN "FlowText" t ON t."flowId" = f."id"
      WHERE f."workspaceId" = w."id" AND ${isInScope(scope)} ${hasTerms}
        AND (w."at" > 1 OR ${kind}::"FlowKind" IS NULL
          OR (f."kind", f."foldedName", f."id") > (${kind}::"FlowKind", ${name}::text, ${id}::uuid))
      ORDER BY f."kind", f."foldedName", f."id" LIMIT ${FLOWS}::int) m
    JOIN "FlowText" t ON t."flowId" = m."flowId"
    ORDER BY w."at", m."kind", m."foldedName", m."flowId" LIMIT ${FLOWS}::int`;
  const last = rows.at(-1);
  if (last && rows.length === FLOWS) return { rows, next: placeOf(last) };
  const later = scope.workspaces[at + WORKSPACES];
  // Before the first flow of the next workspace: no name is before an empty one.
  return { rows, next: later ? [later.id, FlowKind.call_flow, "", NIL] : null };
}

export function placeOf({ workspaceId, kind, foldedName, flowId }: Candidate): FlowPlace {
  return [workspaceId, kind, foldedName, flowId];
}

const countRow = z.object({ flows: z.int(), unread: z.int() });

/** Counts the flows in scope, and those of which only a list is known. */
export async function countFlows(scope: FlowScope): Promise<z.output<typeof countRow>> {
  const [counts] = await queryRows(prepared(), "the number of flows to search", countRow)`
    SELECT count(*)::int AS "flows", count(*) FILTER (WHERE f."revisionNumber" IS NULL)::int AS "unread" FROM "Flow" f
    WHERE f."workspaceId" = ANY(${scope.workspaces.map(({ id }) => id)}::uuid[]) AND ${isInScope(scope)}`;
  return counts ?? { flows: 0, unread: 0 };
}

const stateRow = z.object({
  flowId: z.string(),
  workspaceId: z.string(),
  kind: z.enum(FlowKind),
  id: z.string(),
  name: z.string(),
  isActive: z.boolean().nullable(),
  folder: z.object({ id: z.string(), name: z.string() }).nullable(),
  contentHash: z.string(),
  document: z.unknown(),
  drift: z.boolean(),
  busy: z.boolean(),
});
export type FlowStateRow = z.output<typeof stateRow>;

/** Reads the newest states of flows, in the given order, by one statement. */
export async function readStates(flowIds: readonly string[]): Promise<FlowStateRow[]> {
  if (flowIds.length === 0) return [];
  return await queryRows(prepared(), "the states of flows to search", stateRow)`
    SELECT f."id"::text AS "flowId", f."workspaceId"::text, f."kind", f."upstreamId" AS "id", f."name", f."isActive",
      r."contentHash", r."document", ${CHANGED_UPSTREAM} AS "drift",
      CASE WHEN d."upstreamId" IS NOT NULL THEN jsonb_build_object('id', d."upstreamId", 'name', d."name") END AS "folder",
      EXISTS (SELECT FROM "Change" c WHERE c."workspaceId" = f."workspaceId" AND c."kind" = f."kind"
        AND c."flowUpstreamId" = f."upstreamId" AND c."state" = 'pending') AS "busy"
    FROM unnest(${[...flowIds]}::uuid[]) WITH ORDINALITY AS wanted ("id", "at")
    JOIN "Flow" f ON f."id" = wanted."id"
    JOIN "Revision" r ON r."flowId" = f."id" AND r."number" = f."revisionNumber"
    LEFT JOIN "FlowText" t ON t."flowId" = f."id"
    LEFT JOIN "MirroredFolder" d ON d."workspaceId" = f."workspaceId" AND d."upstreamId" = t."folderId"
    ORDER BY wanted."at"`;
}
