import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";
import type { RoleChange } from "./role-grants";
import { CAN_SIGN_IN } from "./users";

/**
 * Makes sure that every workspace keeps an admin who can sign in, or nobody could manage it any more. Call it after
 * `setSourcedRoles`, in its transaction.
 *
 * @param changes the roles before and after
 * @throws Problem `conflict` that names the workspaces whose last admin would go; the transaction is undone by it
 */
export async function keepAdmins(tx: Transaction, changes: readonly RoleChange[]): Promise<void> {
  const losing = changes.filter(({ before, after }) => before === "admin" && after !== "admin");
  if (losing.length === 0) return;
  const left = await tx.workspace.findMany({
    where: {
      id: { in: losing.map(({ workspaceId }) => workspaceId) },
      bindings: { none: { role: "admin", user: CAN_SIGN_IN } },
    },
    orderBy: { name: "asc" },
    select: { name: true },
  });
  if (left.length === 0) return;
  throw new Problem(
    "conflict",
    `The last admin of ${left.map(({ name }) => name).join(", ")} would go. Make somebody else an admin there first`,
  );
}
