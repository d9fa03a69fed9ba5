import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import type { Transaction } from "@/lib/db/client";
import { setRoles } from "./role-grants";
import { CAN_SIGN_IN } from "./users";

/**
 * Gives an owner the role admin in workspaces that have no admin left who can sign in: otherwise nobody could manage them any
 * more.
 * @param heirId the owner; null: the one who has been here for longest and can sign in
 */
export async function adoptWorkspaces(
  tx: Transaction,
  workspaceIds: readonly string[],
  heirId: string | null,
  by: ActedBy,
): Promise<void> {
  if (workspaceIds.length === 0) return;
  const alone = await tx.workspace.findMany({
    where: { id: { in: [...workspaceIds] }, bindings: { none: { role: "admin", user: CAN_SIGN_IN } } },
    select: { id: true },
  });
  if (alone.length === 0) return;
  const heir =
    heirId ??
    (await tx.user.findFirst({ where: { isOwner: true, ...CAN_SIGN_IN }, orderBy: { createdAt: "asc" } }))
      ?.id;
  if (heir === undefined) return;
  const grants = alone.map(({ id }) => ({ userId: heir, workspaceId: id, role: "admin" as const }));
  await setRoles(tx, grants, { source: "direct", through: null, by });
}
