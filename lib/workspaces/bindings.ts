import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { database, type Transaction } from "@/lib/db/client";
import { type GrantOrigin, sourceNames } from "@/lib/identity/grant-sources";
import { lockBindings, roleFromElsewhere, setRoles, strongest } from "@/lib/identity/role-grants";
import type { Role } from "@/lib/identity/roles";
import { CAN_SIGN_IN } from "@/lib/identity/users";
import { normaliseEmail } from "@/lib/text/email-address";

export type BindingResult =
  | "done"
  | "no_such_user"
  | "already_bound"
  | "not_bound"
  | "last_admin"
  | "from_elsewhere";

/** Whether no other admin who can sign in is left. Call it with the bindings locked, so that the answer stays true. */
async function isLastAdmin(tx: Transaction, workspaceId: string, userId: string): Promise<boolean> {
  const others = await tx.binding.count({
    where: {
      workspaceId,
      role: "admin",
      userId: { not: userId },
      user: CAN_SIGN_IN,
    },
  });
  return others === 0;
}

/** Binds a person, found by e-mail address, to a workspace. */
export async function addBinding(
  workspaceId: string,
  address: string,
  role: Role,
  by: ActedBy,
): Promise<BindingResult> {
  return await database().$transaction(async (tx) => {
    const email = normaliseEmail(address);
    const user = await tx.user.findUnique({ where: { email, pseudonymisedAt: null } });
    if (!user) return "no_such_user";
    const bound = await tx.binding.count({ where: { workspaceId, userId: user.id } });
    if (bound > 0) return "already_bound";
    await setRoles(tx, [{ workspaceId, userId: user.id, role }], { source: "direct", through: null, by });
    return "done";
  });
}

/** Changes a bound person's role, or with `null` removes the binding. Counts from their next request on. */
export async function changeBinding(
  workspaceId: string,
  userId: string,
  role: Role | null,
  by: ActedBy,
): Promise<BindingResult> {
  return await database().$transaction(async (tx) => {
    await lockBindings(tx, workspaceId);
    const pair = { userId, workspaceId };
    const binding = await tx.binding.findUnique({ where: { userId_workspaceId: pair } });
    if (!binding) return "not_bound";
    // What a group gives stays as long as the person is in it: a lower role here would do nothing, in silence.
    const elsewhere = await roleFromElsewhere(tx, pair, "direct");
    const after = strongest([role, elsewhere].filter((given) => given !== null));
    if (after !== role) return "from_elsewhere";
    const losesAdmin = binding.role === "admin" && role !== "admin";
    if (losesAdmin && (await isLastAdmin(tx, workspaceId, userId))) return "last_admin";
    await setRoles(tx, [{ ...pair, role }], { source: "direct", through: null, by });
    return "done";
  });
}

export interface MemberView {
  userId: string;
  name: string;
  email: string;
  role: string;
  isOwner: boolean;
  disabled: boolean;
  /** What gives a role here besides the workspace's admins, such as a group of workspaces. */
  through: GrantOrigin[];
}

/** Everyone bound to a workspace, by name, with where their roles come from. */
export async function listMembers(workspaceId: string): Promise<MemberView[]> {
  const grants = await database().roleGrant.findMany({
    where: { workspaceId, source: { not: "direct" } },
    orderBy: { source: "asc" },
  });
  const nameOf = await sourceNames(grants.map(({ source }) => source));
  const rows = await database().binding.findMany({
    where: { workspaceId },
    include: { user: true },
    orderBy: [{ user: { name: "asc" } }, { user: { email: "asc" } }],
  });
  return rows.map(({ role, user }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    isOwner: user.isOwner,
    disabled: user.disabledAt !== null,
    through: grants
      .filter(({ userId }) => userId === user.id)
      .map(({ source, role: given }) => ({ name: nameOf(source), role: given })),
  }));
}
