import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { SignedInUser } from "./find-caller";
import type { NewPassword } from "./passwords";
import { lockOut } from "./sessions";

/**
 * Sets a new password for the person who is signed in. All their other sessions end, and links for a new password do
 * nothing any more: who changes a password may do so because somebody else knows it.
 */
export async function changeOwnPassword(user: SignedInUser, next: NewPassword, by: ActedBy): Promise<void> {
  const passwordHash = await next.hash();
  await database().$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } });
    const sessionsEnded = await lockOut(tx, user.id, user.sessionId);
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
