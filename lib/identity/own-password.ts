import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { enforcedProvider, isExcepted } from "./enforced-domains";
import type { SignedInUser } from "./find-caller";
import { leaveNotice } from "./notices";
import type { NewPassword } from "./passwords";
import { lockOut } from "./sessions";

/**
 * Returns why a person has no use for the form that changes their password, as sentences; null where they have one and may use it.
 */
export async function passwordHindrance(user: SignedInUser): Promise<string | null> {
  const provider = await enforcedProvider(user.email);
  if (provider && !(await isExcepted(user.id, provider)))
    return `Your company signs you in with ${provider.name}. A password would let nobody in.`;
  const { passwordHash } = await database().user.findUniqueOrThrow({
    where: { id: user.id },
    select: { passwordHash: true },
  });
  return passwordHash === null ? "You have none. An owner can make a link by which you set one." : null;
}

/**
 * Sets a new password for the person who is signed in. All their other sessions end, and links for a new password do
 * nothing any more: who changes a password may do so because somebody else knows it.
 */
export async function changeOwnPassword(user: SignedInUser, next: NewPassword, by: ActedBy): Promise<void> {
  const passwordHash = await next.hash();
  await database().$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } });
    const sessionsEnded = await lockOut(tx, user.id, user.sessionId);
    await leaveNotice(tx, user.id, { kind: "password_changed", detail: {} }, by.request);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.change_password",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { sessionsEnded },
    });
  });
}
