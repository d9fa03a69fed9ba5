import "server-only";
import type { AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { findInvitation } from "./find-invitation";
import { invitationTokenHash } from "./invitation-token";
import { hashPassword } from "./passwords";
import { userActor } from "./user-actor";

/**
 * Sets the person's password and uses the link up, in one transaction: of two tries at once, one wins.
 * Sessions that the person still had are ended, since the link may stand for a lost password.
 * @returns false when the link no longer works
 */
export async function acceptInvitation(
  token: string,
  password: string,
  request: AuditRequest,
): Promise<boolean> {
  // Hashing is dear on purpose, and anybody may call this: only a link that works is worth it.
  if (!(await findInvitation(token))) return false;
  const passwordHash = await hashPassword(password);
  return await database().$transaction(async (tx) => {
    const now = new Date();
    const used = await tx.invitation.updateManyAndReturn({
      where: {
        tokenHash: invitationTokenHash(token),
        usedAt: null,
        expiresAt: { gt: now },
        user: { disabledAt: null },
      },
      data: { usedAt: now },
    });
    const [invitation] = used;
    if (!invitation) return false;
    const before = await tx.user.findUniqueOrThrow({ where: { id: invitation.userId } });
    const user = await tx.user.update({ where: { id: before.id }, data: { passwordHash } });
    const ended = await tx.session.updateMany({
      where: { userId: user.id, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    await recordEvent(tx, {
      workspaceId: null,
      actor: userActor(user),
      action: "user.join",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      request,
      detail: { firstPassword: before.passwordHash === null, sessionsEnded: ended.count },
    });
    return true;
  });
}
