import "server-only";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { type BoundWorkspace, type Caller, openWorkspaces } from "@/lib/identity/find-caller";
import { can } from "@/lib/identity/roles";
import { Problem } from "@/lib/problems/problem";
import { byHandColumn } from "@/lib/transfers/transfer-columns";
import type { TaskView } from "./transfer-receipt";

const taskRow = z.object({
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  name: z.string(),
  byHand: z.unknown(),
  doneAt: z.date().nullable(),
});

/**
 * Returns the workspace of work by hand; undefined for one that the caller may not see.
 * @throws Problem `not_allowed`
 */
function workspaceOf(
  caller: Caller,
  { workspaceId, kind }: z.output<typeof taskRow>,
): BoundWorkspace | undefined {
  const found = openWorkspaces(caller, [`${kind}.read`]).find(({ id }) => id === workspaceId);
  const permission = `${kind}.update` as const;
  if (!found || can(found.role, permission)) return found;
  throw new Problem(
    "not_allowed",
    `Your role here (${found.role}) does not have the permission ${permission}`,
  );
}

/**
 * Ticks off work by hand, or takes the tick away, and records it in the target's log. What it is already is no error.
 * @throws Problem `not_found`, or `not_allowed` for somebody who may not change such flows there
 */
export async function tickTask(
  caller: Caller,
  { transferId, taskId }: { transferId: string; taskId: string },
  done: boolean,
  by: ActedBy,
): Promise<TaskView> {
  return await database().$transaction(async (tx) => {
    const [row] = await queryRows(tx, "work by hand", taskRow)`
      SELECT t."targetWorkspaceId"::text AS "workspaceId", t."kind", t."name", k."byHand", k."doneAt"
      FROM "TransferTask" k JOIN "TransferItem" t ON t."id" = k."itemId"
      WHERE k."id" = ${taskId}::uuid AND t."transferId" = ${transferId}::uuid FOR NO KEY UPDATE OF k`;
    const workspace = row && workspaceOf(caller, row);
    if (!workspace) throw new Problem("not_found", "There is no such work by hand");
    const { path, words } = byHandColumn.read(row.byHand);
    const view = (doneAt: Date | null, doneBy: string | null): TaskView => ({
      ...{ id: taskId, path, words, doneBy },
      doneAt: doneAt?.toISOString() ?? null,
    });
    if ((row.doneAt !== null) === done) return view(row.doneAt, done ? caller.user.name : null);
    const doneAt = done ? new Date() : null;
    await tx.transferTask.update({
      where: { id: taskId },
      data: { doneAt, doneById: done ? caller.user.id : null, checkedRevision: null },
    });
    await recordEvent(tx, {
      ...by,
      actor: { ...by.actor, role: workspace.role },
      workspaceId: workspace.id,
      action: "transfer.tick",
      outcome: "succeeded",
      target: { type: "transfer", id: transferId, name: row.name },
      detail: { done },
    });
    return view(doneAt, done ? caller.user.name : null);
  });
}
