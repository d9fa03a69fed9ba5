import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { SignedInUser } from "./find-caller";
import { passwordFits } from "./passwords";
import { replaceSession, storeSession } from "./sessions";
import { bookSignInAttempt, forgiveSignInAttempts } from "./sign-in-throttle";

type Proof =
  | { outcome: "right" }
  | { outcome: "wrong" }
  /** Too many wrong ones; `seconds` to wait. */
  | { outcome: "throttled"; seconds: number };

/**
 * Checks the password of the person who is signed in. Wrong ones count as wrong sign-ins of this browser, so that a
 * session left open is no way to guess one faster.
 */
export async function checkOwnPassword(user: SignedInUser, password: string, by: ActedBy): Promise<Proof> {
  const source = { ip: by.request?.ip ?? null, ownDevice: user.sessionId };
  const throttle = await bookSignInAttempt(user.email, source);
  if (throttle) return { outcome: "throttled", seconds: throttle.seconds };
  const stored = await database().user.findUnique({ where: { id: user.id }, select: { passwordHash: true } });
  if (!(await passwordFits(stored?.passwordHash ?? null, password))) return { outcome: "wrong" };
  await forgiveSignInAttempts(user.email, source);
  return { outcome: "right" };
}

/**
 * Renews the session of a person who has just proved who they are. It gets a new id, since it may do more from now on: a
 * cookie that was copied before must not grow with it. It ends when the former one would have ended.
 *
 * @returns the new id; null when the session has ended meanwhile
 */
export async function renewSession(user: SignedInUser, by: ActedBy): Promise<string | null> {
  const id = uuidv7();
  return await database().$transaction(async (tx) => {
    if (!(await replaceSession(tx, user.sessionId))) return null;
    const { ip, userAgent } = await tx.session.findUniqueOrThrow({ where: { id: user.sessionId } });
    await storeSession(tx, { id, userId: user.id, ip, userAgent, continues: user.sessionId });
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "session.prove",
      outcome: "succeeded",
      target: { type: "session", id, name: user.name },
    });
    return id;
  });
}
