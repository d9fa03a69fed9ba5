import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import { type Caller, openWorkspaces } from "@/lib/identity/find-caller";
import type { FlowPlace } from "./read-flows";

/** The other end of a flow's link. */
export interface LinkEnd {
  /** The workspace's slug. */
  workspace: string;
  kind: FlowKind;
  id: string;
  name: string;
  takenAt: string;
  transferId: string;
  /** How many versions of the source came after the one that was taken: 0 for none. */
  behind: number;
}

export interface FlowLinks {
  /** Null where it came from nowhere, or from where the caller may not read. */
  from: LinkEnd | null;
  to: LinkEnd[];
}

/** How many versions of the source `s` of a link `l` came after the one that was taken. */
export const BEHIND = Prisma.sql`greatest(coalesce(s."revisionNumber", 0) - l."sourceRevision", 0)::int`;

const endRow = z.object({
  isSource: z.boolean(),
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  id: z.string(),
  name: z.string(),
  takenAt: z.date(),
  transferId: z.string(),
  behind: z.int(),
});

/**
 * Returns where a flow came from and where it went, as far as the caller may read there. One statement.
 */
export async function linksOfFlow(caller: Caller, { workspaceId, kind, id }: FlowPlace): Promise<FlowLinks> {
  const slugs = new Map(openWorkspaces(caller, [`${kind}.read`]).map((one) => [one.id, one.slug]));
  const rows = await queryRows(prepared(), "the links of a flow", endRow)`
    WITH "flow" AS (
      SELECT "id" FROM "Flow" WHERE "workspaceId" = ${workspaceId}::uuid AND "kind" = ${kind}::"FlowKind" AND "upstreamId" = ${id}::text)
    SELECT l."targetFlowId" = "flow"."id" AS "isSource", o."workspaceId"::text, o."kind", o."upstreamId" AS "id", o."name", l."takenAt",
      l."transferId"::text, ${BEHIND} AS "behind"
    FROM "flow" JOIN "FlowLink" l ON l."targetFlowId" = "flow"."id" OR l."sourceFlowId" = "flow"."id"
    JOIN "Flow" s ON s."id" = l."sourceFlowId"
    JOIN "Flow" o ON o."id" = CASE WHEN l."targetFlowId" = "flow"."id" THEN l."sourceFlowId" ELSE l."targetFlowId" END
    WHERE o."workspaceId" = ANY(${[...slugs.keys()]}::uuid[]) AND o."missingSince" IS NULL
    ORDER BY o."name", o."id"`;
  const ends = rows.map(({ isSource, workspaceId: at, takenAt, ...row }) => ({
    isSource,
    end: { ...row, workspace: slugs.get(at) ?? "", takenAt: takenAt.toISOString() },
  }));
  return {
    from: ends.find(({ isSource }) => isSource)?.end ?? null,
    to: ends.filter(({ isSource }) => !isSource).map(({ end }) => end),
  };
}

const copyRow = z.object({
  sourceRowId: z.string(),
  workspaceId: z.string(),
  id: z.string(),
  name: z.string(),
});

/**
 * Returns the flows of some workspaces that are copies of some others, without their states. One statement.
 * @param sourceRowIds the portal's ids
 */
export async function copiesOf(
  sourceRowIds: readonly string[],
  workspaceIds: readonly string[],
): Promise<z.output<typeof copyRow>[]> {
  return await queryRows(prepared(), "the copies of flows", copyRow)`
    SELECT l."sourceFlowId"::text AS "sourceRowId", t."workspaceId"::text, t."upstreamId" AS "id", t."name"
    FROM "FlowLink" l JOIN "Flow" t ON t."id" = l."targetFlowId" AND t."missingSince" IS NULL
    WHERE l."sourceFlowId" = ANY(${[...sourceRowIds]}::uuid[]) AND t."workspaceId" = ANY(${[...workspaceIds]}::uuid[])
    ORDER BY t."name", t."id"`;
}
