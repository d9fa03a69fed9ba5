import "server-only";
import type { AuditActor } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { heldBackAccounts } from "./sign-in-throttle";

export interface UserView {
  id: string;
  name: string;
  email: string;
  isOwner: boolean;
  disabled: boolean;
  /** No password set yet. */
  invitePending: boolean;
  createdAt: string;
  lastSeenAt: string | null;
  /** Until when wrong passwords hold sign-ins with other browsers back; null: they don't. */
  heldBackUntil: string | null;
  workspaces: { slug: string; name: string; role: string }[];
}

/** Everyone who has or had access, by name. */
export async function listUsers(): Promise<UserView[]> {
  const rows = await database().user.findMany({
    orderBy: [{ name: "asc" }, { email: "asc" }],
    include: {
      bindings: { include: { workspace: { select: { slug: true, name: true } } } },
      sessions: { orderBy: { lastSeenAt: "desc" }, take: 1, select: { lastSeenAt: true } },
    },
  });
  const heldBack = await heldBackAccounts();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    isOwner: row.isOwner,
    disabled: row.disabledAt !== null,
    invitePending: row.passwordHash === null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.sessions[0]?.lastSeenAt.toISOString() ?? null,
    heldBackUntil: heldBack.get(row.email)?.toISOString() ?? null,
    workspaces: row.bindings.map(({ role, workspace }) => ({ ...workspace, role })),
  }));
}

/**
 * A person as the audit log keeps them: name, address and role as they are at this moment.
 * @param role their role in the workspace that the event is about; other events say whether they are an owner
 */
export function userActor(
  user: { id: string; email: string; name: string; isOwner: boolean },
  role: string | null = null,
): AuditActor {
  const { id, email, name, isOwner } = user;
  return { type: "user", id, email, name, role: role ?? (isOwner ? "owner" : null) };
}
