import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import { type Caller, openWorkspaces } from "@/lib/identity/find-caller";
import type { CopiedFrom, ListedCopies } from "@/lib/mirror/flow-lists";
import { BEHIND } from "./flow-links";

const { sql } = Prisma;

const sourceRow = z.object({
  rowId: z.string(),
  workspaceId: z.string().nullable(),
  id: z.string().nullable(),
  name: z.string().nullable(),
  behind: z.int(),
});

/** The workspaces whose flows of a kind a caller may read. */
const openTo = (caller: Caller, kind: FlowKind) => openWorkspaces(caller, [`${kind}.read`]);

/**
 * Returns what a caller may know of the copies in lists of flows of a kind. Of a source that they may not read, they
 * learn only that there is one. No filter says more: what it finds is a number, too.
 */
export function copiesFor(caller: Caller, kind: FlowKind): ListedCopies {
  const slugs = new Map(openTo(caller, kind).map(({ id, slug }) => [id, slug]));
  const open = [...slugs.keys()];
  return {
    any: sql`EXISTS (SELECT FROM "FlowLink" l WHERE l."targetFlowId" = f."id")`,
    behind: sql`(f."missingSince" IS NULL AND EXISTS (
      SELECT FROM "FlowLink" l JOIN "Flow" s ON s."id" = l."sourceFlowId"
      WHERE l."targetFlowId" = f."id" AND s."workspaceId" = ANY(${open}::uuid[]) AND s."missingSince" IS NULL AND ${BEHIND} > 0))`,
    readSources: async (rowIds) => {
      if (rowIds.length === 0) return new Map();
      const rows = await queryRows(prepared(), "the sources of listed copies", sourceRow)`
        SELECT l."targetFlowId"::text AS "rowId", s."workspaceId"::text, s."upstreamId" AS "id", s."name", ${BEHIND} AS "behind"
        FROM "FlowLink" l LEFT JOIN "Flow" s
          ON s."id" = l."sourceFlowId" AND s."workspaceId" = ANY(${open}::uuid[]) AND s."missingSince" IS NULL
        WHERE l."targetFlowId" = ANY(${[...rowIds]}::uuid[])`;
      return new Map(rows.map((row): [string, CopiedFrom] => [row.rowId, { source: sourceOf(row, slugs) }]));
    },
  };
}

function sourceOf(
  { workspaceId, id, name, behind }: z.output<typeof sourceRow>,
  slugs: ReadonlyMap<string, string>,
): CopiedFrom["source"] {
  const workspace = workspaceId === null ? undefined : slugs.get(workspaceId);
  return workspace === undefined || id === null ? null : { workspace, id, name: name ?? "", behind };
}

const behindRow = z.object({ workspaceId: z.string(), kind: z.enum(FLOW_KINDS), copies: z.int() });

/**
 * Counts the copies in some workspaces whose source has newer versions, as far as the caller may read the sources. One statement.
 * @returns the number in a workspace, of a kind
 */
export async function copiesBehind(
  caller: Caller,
  workspaceIds: readonly string[],
): Promise<(workspaceId: string, kind: FlowKind) => number> {
  const open = (kind: FlowKind) => openTo(caller, kind).map(({ id }) => id);
  const rows = await queryRows(prepared(), "the copies that are behind", behindRow)`
    SELECT f."workspaceId"::text, f."kind", count(*)::int AS "copies"
    FROM "FlowLink" l JOIN "Flow" f ON f."id" = l."targetFlowId" AND f."missingSince" IS NULL AND f."name" <> ''
    JOIN "Flow" s ON s."id" = l."sourceFlowId" AND s."missingSince" IS NULL
    WHERE f."workspaceId" = ANY(${[...workspaceIds]}::uuid[]) AND ${BEHIND} > 0 AND s."workspaceId" = ANY(
      CASE f."kind" WHEN 'call_flow' THEN ${open("call_flow")}::uuid[] ELSE ${open("message_flow")}::uuid[] END)
    GROUP BY f."workspaceId", f."kind"`;
  const counts = new Map(rows.map(({ workspaceId, kind, copies }) => [`${workspaceId} ${kind}`, copies]));
  return (workspaceId, kind) => counts.get(`${workspaceId} ${kind}`) ?? 0;
}
