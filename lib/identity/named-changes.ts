import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { RoleChange } from "./role-grants";
import type { Role } from "./roles";

/** What becomes of a person's role in a workspace, with their names. */
export interface NamedRoleChange {
  user: { id: string; name: string };
  workspace: { slug: string; name: string; colour: number };
  before: Role | null;
  after: Role | null;
}

/** Returns changes of roles with the names of people and workspaces, by these. Two statements, however many changes. */
export async function namedChanges(
  tx: Pick<Transaction, "user" | "workspace">,
  changes: readonly RoleChange[],
): Promise<NamedRoleChange[]> {
  if (changes.length === 0) return [];
  const users = await tx.user.findMany({
    where: { id: { in: changes.map(({ userId }) => userId) } },
    select: { id: true, name: true },
  });
  const workspaces = await tx.workspace.findMany({
    where: { id: { in: changes.map(({ workspaceId }) => workspaceId) } },
    select: { id: true, slug: true, name: true, colour: true },
  });
  const person = new Map(users.map((user) => [user.id, user]));
  const place = new Map(workspaces.map(({ id, ...workspace }) => [id, workspace]));
  return changes
    .flatMap(({ userId, workspaceId, before, after }) => {
      const [user, workspace] = [person.get(userId), place.get(workspaceId)];
      return user && workspace ? [{ user, workspace, before, after }] : [];
    })
    .sort(
      (one, other) =>
        one.user.name.localeCompare(other.user.name) ||
        one.workspace.name.localeCompare(other.workspace.name),
    );
}
