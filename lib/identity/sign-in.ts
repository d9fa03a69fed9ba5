import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { AuditRequest } from "@/lib/audit/event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { normaliseEmail } from "@/lib/text/email-address";
import { forgetPassword } from "./kept-password";
import { passwordFits } from "./passwords";
import { recordCountedRefusals, recordSignInRefusal, recordThrottle, unfitSignIn } from "./refused-sign-ins";
import { SESSION_LIFETIME_SECONDS } from "./session-token";
import { bookSignInAttempt, forgiveSignInAttempts } from "./sign-in-throttle";
import { userActor } from "./users";

export type SignInResult =
  | { outcome: "signed_in"; userId: string; sessionId: string; name: string; email: string }
  | { outcome: "refused" }
  | { outcome: "throttled"; retryAfterSeconds: number };

interface Person {
  id: string;
  email: string;
  name: string;
  isOwner: boolean;
}

async function openSession(user: Person, request: AuditRequest): Promise<string> {
  const sessionId = uuidv7();
  const now = recordTime();
  await database().$transaction(async (tx) => {
    await tx.session.create({
      data: {
        id: sessionId,
        userId: user.id,
        ip: request.ip,
        userAgent: request.userAgent,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + SESSION_LIFETIME_SECONDS * 1000),
      },
    });
    await recordEvent(tx, {
      workspaceId: null,
      actor: userActor(user),
      action: "session.sign_in",
      outcome: "succeeded",
      target: { type: "session", id: sessionId, name: null },
      request,
    });
  });
  return sessionId;
}

/**
 * Checks an address and a password, and opens a session.
 * A wrong password, an unknown address and a disabled person all answer "refused", after the same work.
 * The portal's audit log records every result; repeated refusals become one event with a count.
 */
export async function signIn(
  address: string,
  password: string,
  request: AuditRequest,
): Promise<SignInResult> {
  const unfit = unfitSignIn(address, password);
  if (unfit) {
    await recordSignInRefusal({ email: null, user: null, code: unfit, request });
    return { outcome: "refused" };
  }
  const email = normaliseEmail(address);
  const throttle = await bookSignInAttempt(email, request.ip);
  const user = await database().user.findUnique({ where: { email } });
  if (throttle) {
    await recordThrottle({ email, user, scope: throttle.scope, request });
    return { outcome: "throttled", retryAfterSeconds: throttle.seconds };
  }
  const fits = await passwordFits(user?.passwordHash ?? null, password);
  if (!user || !fits || user.disabledAt) {
    const code = !user ? "unknown_address" : user.disabledAt ? "disabled" : "wrong_password";
    await recordSignInRefusal({ email, user, code, request });
    return { outcome: "refused" };
  }
  await forgiveSignInAttempts(email, request.ip);
  await recordCountedRefusals(email, request.ip);
  const sessionId = await openSession(user, request);
  // From now on somebody knows a password, and the data folder need not have one in clear.
  await forgetPassword(env().DATA_DIR).catch(() => {});
  return { outcome: "signed_in", userId: user.id, sessionId, name: user.name, email: user.email };
}
