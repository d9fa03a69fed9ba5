import "server-only";
import { z } from "zod";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { OPEN_STATES, type OpenState } from "@/lib/flows/model/change-state";

const openRow = z.object({ workspaceId: z.string(), state: z.enum(OPEN_STATES), count: z.int() });

/**
 * Counts the changes of workspaces whose outcome nobody knows yet.
 * @returns the number of a workspace and a state; one statement has read them all
 */
export async function openChangeCounts(
  workspaceIds: readonly string[],
): Promise<(workspaceId: string, state: OpenState) => number> {
  const rows = await queryRows(prepared(), "the numbers of open changes", openRow)`
    SELECT "workspaceId"::text AS "workspaceId", "state"::text AS "state", count(*)::int AS "count" FROM "Change"
    WHERE "state" = ANY(${[...OPEN_STATES]}::"ChangeState"[]) AND "workspaceId" = ANY(${[...workspaceIds]}::uuid[])
    GROUP BY "workspaceId", "state"`;
  const known = new Map(rows.map(({ workspaceId, state, count }) => [`${workspaceId} ${state}`, count]));
  return (workspaceId, state) => known.get(`${workspaceId} ${state}`) ?? 0;
}
