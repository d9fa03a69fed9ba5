import type { AuditActor } from "@/lib/audit/event";

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
