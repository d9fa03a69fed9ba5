import "server-only";
import type { AuditRequest } from "@/lib/audit/event";
import { database, type Transaction } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { normaliseEmail } from "@/lib/text/email-address";
import { type EnforcedProvider, enforcedProvider, isExcepted, noteBreakGlass } from "./enforced-domains";
import { stepsOf } from "./factors/factors";
import { takeCode } from "./factors/take-code";
import { hasHadItsTime, linkForOwnPassword, remindOfOwnPassword } from "./generated-password";
import { forgetPassword } from "./kept-password";
import { findDevice } from "./known-devices";
import { holdPerson, NEW_BROWSER, openSession, type SignInBrowser } from "./open-session";
import { hashAnew, passwordFits, replaceHash } from "./passwords";
import { recordCountedRefusals, recordSignInRefusal, recordThrottle, unfitSignIn } from "./refused-sign-ins";
import { newSecretToken } from "./secret-token";
import type { SecondStep, SignInMethod } from "./sign-in-methods";
import {
  type AttemptSource,
  bookSignInAttempt,
  forgiveSignInAttempts,
  takeBackSignInAttempt,
} from "./sign-in-throttle";
import { userActor } from "./users";

/** Somebody is signed in: what the answer to their request needs. */
export interface SignedIn {
  outcome: "signed_in";
  userId: string;
  sessionId: string;
  name: string;
  email: string;
  /** For the cookie by which the browser is known again. */
  deviceToken: string;
}

export type SignInResult =
  | SignedIn
  | { outcome: "refused" }
  /** The address's domain signs in by this provider alone. */
  | { outcome: "provider_only"; provider: EnforcedProvider }
  /** The password is right, and the account has a second factor: nothing is open before one of these steps is taken. */
  | { outcome: "second_step"; steps: SecondStep[] }
  /** All is right, but a generated password has had its time: the page of a link to choose another. */
  | { outcome: "own_password"; path: string }
  /** The password is right, and the code is not. */
  | { outcome: "wrong_code"; steps: SecondStep[] }
  | { outcome: "throttled"; retryAfterSeconds: number };

/** An attempt whose password is right. */
interface Attempt {
  email: string;
  source: AttemptSource;
  request: AuditRequest;
}

type StepResult = { outcome: "taken"; method: SignInMethod } | Exclude<SignInResult, SignedIn>;

/** Checks the second step of somebody whose password is right: none, where the account has no factor. */
async function takeSecondStep(user: User, code: string | null, attempt: Attempt): Promise<StepResult> {
  const { email, source, request } = attempt;
  const steps = await stepsOf(user.id);
  if (steps.length === 0) return { outcome: "taken", method: "password" };
  if (code === null) {
    await takeBackSignInAttempt(email, source);
    return { outcome: "second_step", steps };
  }
  const taken = await takeCode(user, code, { actor: userActor(user), request });
  if (taken.outcome === "right") return { outcome: "taken", method: taken.method };
  if (taken.outcome === "throttled") {
    await recordThrottle({ email, user, scope: "code", request });
    return { outcome: "throttled", retryAfterSeconds: taken.seconds };
  }
  await recordSignInRefusal({ email, user, code: "wrong_code", request });
  return { outcome: "wrong_code", steps };
}

/** Why a person is refused, as the log says it; null for somebody whose password counts. */
async function refusalOf(
  user: { id: string; disabledAt: Date | null } | null,
  fits: boolean,
  provider: EnforcedProvider | null,
): Promise<string | null> {
  if (!user) return "unknown_address";
  if (user.disabledAt) return "disabled";
  if (!fits) return "wrong_password";
  return provider && !(await isExcepted(user.id, provider)) ? "provider_only" : null;
}

/** Whether a password that was somebody's a moment ago still is; it locks them. Another sign-in may have renewed its hash meanwhile. */
async function isStillTheirs(tx: Transaction, user: User, password: string): Promise<boolean> {
  const now = (await holdPerson(tx, user.id))?.passwordHash ?? null;
  return now === user.passwordHash || (now !== null && (await passwordFits(now, password)));
}

/**
 * Checks an address and a password, and opens a session.
 * A wrong password, an unknown address and a disabled person all answer "refused", after the same work. Where the domain of
 * the address signs in by a provider alone, they all answer that instead, as the right password does. Where the account has a
 * second factor, the right password opens nothing without a code. A generated one that has had its time opens nothing but a
 * link to replace it.
 * The portal's audit log records every result; repeated refusals become one event with a count.
 *
 * @param code one of the person's app, or a recovery code; null before anybody asked for it
 */
export async function signIn(
  address: string,
  password: string,
  request: AuditRequest,
  browser: SignInBrowser = NEW_BROWSER,
  code: string | null = null,
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
  const provider = await enforcedProvider(email);
  const why = await refusalOf(user, fits, provider);
  if (!user || why !== null) {
    await recordSignInRefusal({ email, user, code: why ?? "unknown_address", request });
    return provider ? { outcome: "provider_only", provider } : { outcome: "refused" };
  }
  const step = await takeSecondStep(user, code, { email, source, request });
  if (step.outcome !== "taken") return step;
  await forgiveSignInAttempts(email, source);
  await recordCountedRefusals(email);
  const overtaken = async () => {
    await recordSignInRefusal({ email, user, code: "changed_meanwhile", request });
    return { outcome: "refused" } as const;
  };
  if (await hasHadItsTime(user)) {
    const path = await linkForOwnPassword(user, request);
    return path === null ? await overtaken() : { outcome: "own_password", path };
  }
  const deviceToken = device.token ?? newSecretToken();
  const renewal = await hashAnew(user.passwordHash, password);
  const within = async (tx: Transaction) => {
    await noteBreakGlass(tx, user, request);
    await remindOfOwnPassword(tx, user, request);
    await replaceHash(tx, user.id, renewal);
  };
  const isStillRight = (tx: Transaction) => isStillTheirs(tx, user, password);
  const { method } = step;
  const session = { isStillRight, method, request, browser, deviceToken, within };
  const sessionId = await openSession(user, session);
  if (sessionId === null) return await overtaken();
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
