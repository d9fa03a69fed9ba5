import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { normaliseEmail } from "@/lib/text/email-address";
import { forgetPassword } from "./kept-password";
import { findDevice, rememberDevice } from "./known-devices";
import { leaveNotice } from "./notices";
import { passwordFits } from "./passwords";
import { recordCountedRefusals, recordSignInRefusal, recordThrottle, unfitSignIn } from "./refused-sign-ins";
import { newSecretToken } from "./secret-token";
import { makeRoom, replaceSession, storeSession } from "./sessions";
import { bookSignInAttempt, forgiveSignInAttempts } from "./sign-in-throttle";
import { userActor } from "./users";

export type SignInResult =
  | {
      outcome: "signed_in";
      userId: string;
      sessionId: string;
      name: string;
      email: string;
      /** For the cookie by which the browser is known again. */
      deviceToken: string;
    }
  | { outcome: "refused" }
  | { outcome: "throttled"; retryAfterSeconds: number };

/** What the browser of a sign-in brings along. */
export interface SignInBrowser {
  /** The session that its cookie names, which may be over. */
  sessionId: string | null;
  /** What its cookie of a known device has, from outside. */
  deviceToken: string | null;
}

/** A script, or a browser that was never here. */
export const NEW_BROWSER: SignInBrowser = { sessionId: null, deviceToken: null };

interface Person {
  id: string;
  email: string;
  name: string;
  isOwner: boolean;
}

interface NewSession {
  request: AuditRequest;
  browser: SignInBrowser;
  deviceToken: string;
}

/**
 * Opens a session. The one that the browser had before ends, and so do those above the most that one person may have.
 * A browser that the person never used before is a notice for them.
 */
async function openSession(user: Person, { request, browser, deviceToken }: NewSession): Promise<string> {
  const sessionId = uuidv7();
  const { ip, userAgent } = request;
  await database().$transaction(async (tx) => {
    const replaced = await replaceSession(tx, browser.sessionId);
    const ended = await makeRoom(tx, user.id);
    await storeSession(tx, { id: sessionId, userId: user.id, ip, userAgent, continues: null });
    const isNewDevice = await rememberDevice(tx, user.id, deviceToken);
    if (isNewDevice) await leaveNotice(tx, user.id, { kind: "new_device", detail: { ip, userAgent } });
    await recordEvent(tx, {
      workspaceId: null,
      actor: userActor(user),
      action: "session.sign_in",
      outcome: "succeeded",
      target: { type: "session", id: sessionId, name: null },
      request,
      detail: {
        ...(isNewDevice ? { newDevice: true } : {}),
        ...(replaced ? { replaced: true } : {}),
        ...(ended > 0 ? { sessionsEnded: ended } : {}),
      },
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
  browser: SignInBrowser = NEW_BROWSER,
): Promise<SignInResult> {
  const unfit = unfitSignIn(address, password);
  if (unfit) {
    await recordSignInRefusal({ email: null, user: null, code: unfit, request });
    return { outcome: "refused" };
  }
  const email = normaliseEmail(address);
  const device = await findDevice(email, browser.deviceToken);
  const source = { ip: request.ip, ownDevice: device.isOwn ? device.token : null };
  const throttle = await bookSignInAttempt(email, source);
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
  await forgiveSignInAttempts(email, source);
  await recordCountedRefusals(email);
  const deviceToken = device.token ?? newSecretToken();
  const sessionId = await openSession(user, { request, browser, deviceToken });
  // From now on somebody knows a password, and the data folder need not have one in clear.
  await forgetPassword(env().DATA_DIR).catch(() => {});
  return {
    outcome: "signed_in",
    userId: user.id,
    sessionId,
    name: user.name,
    email: user.email,
    deviceToken,
  };
}
