import "server-only";
import { z } from "zod";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";

const targetRow = z.object({ workspaceId: z.string() });

/**
 * Returns the workspaces to which a person last copied flows of a workspace, by their ids; none where they never did. Putting flows
 * back in their own workspace is no such copy. One statement.
 */
export async function lastTargets(personId: string, fromId: string): Promise<string[]> {
  const rows = await queryRows(prepared(), "the targets of the last copy", targetRow)`
    SELECT DISTINCT t."targetWorkspaceId"::text AS "workspaceId" FROM "TransferItem" t
    WHERE t."sourceWorkspaceId" = ${fromId}::uuid AND t."targetWorkspaceId" <> ${fromId}::uuid AND t."transferId" = (
      SELECT j."id" FROM "Job" j
      WHERE j."ownerId" = ${personId}::uuid AND EXISTS (
        SELECT FROM "TransferItem" i WHERE i."transferId" = j."id" AND i."sourceWorkspaceId" = ${fromId}::uuid
          AND i."targetWorkspaceId" <> ${fromId}::uuid)
      ORDER BY j."createdAt" DESC, j."id" DESC LIMIT 1)`;
  return rows.map(({ workspaceId }) => workspaceId);
}
