import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { Role } from "@/lib/identity/roles";
import { normaliseEmail } from "@/lib/text/email-address";

export type BindingResult = "done" | "no_such_user" | "already_bound" | "not_bound" | "last_admin";

/**
 * Locks a workspace's bindings, always in the same order. Two admins who remove each other at once must not both succeed,
 * or nobody could manage the workspace any more. An event must also record the role that the change replaced.
 */
async function lockBindings(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT "userId" FROM "Binding" WHERE "workspaceId" = ${workspaceId}::uuid ORDER BY "userId" FOR UPDATE`;
}

/** Whether no other admin who can sign in is left. Call it with the bindings locked, so that the answer stays true. */
async function isLastAdmin(tx: Transaction, workspaceId: string, userId: string): Promise<boolean> {
  const others = await tx.binding.count({
    where: {
      workspaceId,
      role: "admin",
      userId: { not: userId },
      user: { disabledAt: null, passwordHash: { not: null } },
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
    const user = await tx.user.findUnique({ where: { email: normaliseEmail(address) } });
    if (!user) return "no_such_user";
    const bound = await tx.binding.count({ where: { workspaceId, userId: user.id } });
    if (bound > 0) return "already_bound";
    await tx.binding.create({ data: { workspaceId, userId: user.id, role, createdAt: recordTime() } });
    await recordEvent(tx, {
      workspaceId,
      ...by,
      action: "binding.add",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      changes: [{ path: "/role", before: null, after: role }],
    });
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
    const key = { userId_workspaceId: { userId, workspaceId } };
    const binding = await tx.binding.findUnique({ where: key, include: { user: true } });
    if (!binding) return "not_bound";
    const losesAdmin = binding.role === "admin" && role !== "admin";
    if (losesAdmin && (await isLastAdmin(tx, workspaceId, userId))) return "last_admin";
    if (role) await tx.binding.update({ where: key, data: { role } });
    else await tx.binding.delete({ where: key });
    await recordEvent(tx, {
      workspaceId,
      ...by,
      action: role ? "binding.change" : "binding.remove",
      outcome: "succeeded",
      target: { type: "user", id: userId, name: binding.user.name },
      changes: [{ path: "/role", before: binding.role, after: role }],
    });
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
}

/** Everyone bound to a workspace, by name. */
export async function listMembers(workspaceId: string): Promise<MemberView[]> {
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
  }));
}
