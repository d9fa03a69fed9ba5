import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import { CHANGED_UPSTREAM } from "./drift";

/** How many flows of a kind a workspace has. */
export interface FlowCount {
  total: number;
  active: number;
  /** How many were changed outside, and nobody here has agreed to it or built on it. */
  drift: number;
  /** When the list was last read; null for never. */
  asOf: string | null;
}

const countRow = z.object({
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  total: z.int(),
  active: z.int(),
  drift: z.int(),
  asOf: z.date().nullable(),
});

const { sql } = Prisma;

/**
 * Counts the flows of workspaces, as the mirror has them, by the workspace's id and the kind; what has no flow and was never read is absent.
 * One statement.
 */
export async function flowCounts(
  workspaceIds: readonly string[],
): Promise<(workspaceId: string, kind: FlowKind) => FlowCount> {
  const ids = [...workspaceIds];
  const rows = await queryRows(prepared(), "the numbers of flows", countRow)`
    WITH counted AS (
      SELECT f."workspaceId", f."kind"::text AS "kind", count(*)::int AS "total",
             count(*) FILTER (WHERE f."isActive")::int AS "active",
             count(*) FILTER (WHERE ${CHANGED_UPSTREAM})::int AS "drift"
      FROM "Flow" f
      WHERE f."workspaceId" = ANY(${ids}::uuid[]) AND f."missingSince" IS NULL AND f."name" <> ''
      GROUP BY f."workspaceId", f."kind"),
    synced AS (
      SELECT "workspaceId", "kind", "syncedAt" FROM "MirrorSync" WHERE "workspaceId" = ANY(${ids}::uuid[]))
    SELECT "workspaceId"::text AS "workspaceId", "kind", ${zeroIfNone("total")}, ${zeroIfNone("active")},
           ${zeroIfNone("drift")}, synced."syncedAt" AS "asOf"
    FROM counted FULL JOIN synced USING ("workspaceId", "kind")`;
  const known = new Map(rows.map(({ workspaceId, kind, ...row }) => [`${workspaceId} ${kind}`, row]));
  return (workspaceId, kind) => {
    const { total = 0, active = 0, drift = 0, asOf = null } = known.get(`${workspaceId} ${kind}`) ?? {};
    return { total, active, drift, asOf: asOf?.toISOString() ?? null };
  };
}

function zeroIfNone(column: "total" | "active" | "drift"): Prisma.Sql {
  const name = Prisma.raw(`"${column}"`);
  return sql`COALESCE(counted.${name}, 0) AS ${name}`;
}
