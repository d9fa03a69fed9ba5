import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { passwordFits } from "./passwords";
import { SESSION_LIFETIME_SECONDS } from "./session-token";
import { bookSignInAttempt, forgiveSignInAttempts } from "./sign-in-throttle";
import { userActor } from "./user-actor";

export type SignInResult =
  | { outcome: "signed_in"; userId: string; sessionId: string; name: string; email: string }
  | { outcome: "refused" }
  | { outcome: "throttled"; retryAfterSeconds: number };

/** Addresses are compared in lower case; the local part's case is, in practice, nobody's identity. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * Checks an address and a password, and opens a session.
 * A wrong password, an unknown address and a disabled person all answer "refused", after the same work.
 * Every result is an audit event of the portal.
 */
export async function signIn(
  address: string,
  password: string,
  request: AuditRequest,
): Promise<SignInResult> {
  // Longer than any address or password can be: not worth a row in the append-only log.
  if (address.length > 254 || password.length > 200) return { outcome: "refused" };
  const email = normaliseEmail(address);
  const retryAfterSeconds = await bookSignInAttempt(email, request.ip);
  if (retryAfterSeconds !== null) return { outcome: "throttled", retryAfterSeconds };
  const user = await database().user.findUnique({ where: { email } });
  const fits = await passwordFits(user?.passwordHash ?? null, password);
  if (!user || !fits || user.disabledAt) {
    await recordEvent(database(), {
      workspaceId: null,
      actor: { type: "user", id: user?.id ?? null, email, name: user?.name ?? email, role: null },
      action: "session.sign_in",
      outcome: "failed",
      target: user ? { type: "user", id: user.id, name: user.name } : null,
      request,
    });
    return { outcome: "refused" };
  }
  await forgiveSignInAttempts(email, request.ip);
  const sessionId = uuidv7();
  await database().$transaction(async (tx) => {
    await tx.session.create({
      data: {
        id: sessionId,
        userId: user.id,
        ip: request.ip,
        userAgent: request.userAgent,
        expiresAt: new Date(Date.now() + SESSION_LIFETIME_SECONDS * 1000),
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
  return { outcome: "signed_in", userId: user.id, sessionId, name: user.name, email: user.email };
}
