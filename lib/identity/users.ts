import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy, AuditActor } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { createInvitation } from "./invitations";
import { normaliseEmail } from "./sign-in";

/**
 * Adds a person, who can't sign in before setting a password by the invitation's link.
 * @returns the new id and the link's token, or null when the address is taken
 */
export async function addUser(
  person: { email: string; name: string; owner?: boolean },
  by: ActedBy,
): Promise<{ id: string; token: string } | null> {
  const email = normaliseEmail(person.email);
  const id = uuidv7();
  return await database().$transaction(async (tx) => {
    if (await tx.user.findUnique({ where: { email } })) return null;
    await tx.user.create({ data: { id, email, name: person.name, isOwner: person.owner ?? false } });
    const token = await createInvitation(tx, id);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.invite",
      outcome: "succeeded",
      target: { type: "user", id, name: person.name },
      changes: [
        { path: "/email", before: null, after: email },
        { path: "/name", before: null, after: person.name },
        { path: "/owner", before: null, after: person.owner ?? false },
      ],
    });
    return { id, token };
  });
}

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
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    isOwner: row.isOwner,
    disabled: row.disabledAt !== null,
    invitePending: row.passwordHash === null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.sessions[0]?.lastSeenAt.toISOString() ?? null,
    workspaces: row.bindings.map(({ role, workspace }) => ({ ...workspace, role })),
  }));
}

/**
 * A person as the audit log keeps them: name, address and role as they are at this moment.
 * @param role their role in the workspace that the event is about; elsewhere what counts is whether they are an owner
 */
export function userActor(
  user: { id: string; email: string; name: string; isOwner: boolean },
  role: string | null = null,
): AuditActor {
  const { id, email, name, isOwner } = user;
  return { type: "user", id, email, name, role: role ?? (isOwner ? "owner" : null) };
}
