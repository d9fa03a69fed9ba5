import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { newPassword, passwordFits } from "./passwords";
import { lockOut } from "./sessions";
import { bookSignInAttempt, forgiveSignInAttempts } from "./sign-in-throttle";

type OwnPasswordResult =
  | { outcome: "changed" }
  | { outcome: "wrong" }
  /** The new one breaks the rule, for the reason that `why` names. */
  | { outcome: "unfit"; why: string }
  /** Too many wrong ones; `seconds` to wait. */
  | { outcome: "throttled"; seconds: number };

interface OwnPassword {
  user: { id: string; email: string; name: string };
  /** The session that goes on. */
  sessionId: string;
  current: string;
  /** As `passwordSchema` takes it. */
  next: string;
}

/**
 * Sets a new password for the person who is signed in. All their other sessions end, and links for a new password do
 * nothing any more: who changes a password may do so because somebody else knows it.
 *
 * Wrong present passwords count as wrong sign-ins, so that a session left open is no way to guess one faster.
 */
export async function changeOwnPassword(
  { user, sessionId, current, next }: OwnPassword,
  by: ActedBy,
): Promise<OwnPasswordResult> {
  // First, since it costs nothing and says nothing of the present one.
  const chosen = newPassword(next, user);
  if ("unfit" in chosen) return { outcome: "unfit", why: chosen.unfit };
  const ip = by.request?.ip ?? null;
  const throttle = await bookSignInAttempt(user.email, ip);
  if (throttle) return { outcome: "throttled", seconds: throttle.seconds };
  const stored = await database().user.findUnique({ where: { id: user.id }, select: { passwordHash: true } });
  if (!(await passwordFits(stored?.passwordHash ?? null, current))) return { outcome: "wrong" };
  await forgiveSignInAttempts(user.email, ip);
  const passwordHash = await chosen.hash();
  await database().$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } });
    const sessionsEnded = await lockOut(tx, user.id, sessionId);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.change_password",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { sessionsEnded },
    });
  });
  return { outcome: "changed" };
}
