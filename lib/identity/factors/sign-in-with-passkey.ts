import "server-only";
import type { AuditRequest } from "@/lib/audit/event";
import type { Transaction } from "@/lib/db/client";
import { normaliseEmail } from "@/lib/text/email-address";
import { type EnforcedProvider, enforcedProvider, isExcepted, noteBreakGlass } from "../enforced-domains";
import { findDevice } from "../known-devices";
import { holdPerson, openSession, type SignInBrowser } from "../open-session";
import { recordCountedRefusals, recordSignInRefusal, recordThrottle } from "../refused-sign-ins";
import { newSecretToken, tokenHash } from "../secret-token";
import type { SignedIn } from "../sign-in";
import { bookSignInAttempt, forgiveSignInAttempts } from "../sign-in-throttle";
import type { PasskeyAnswer } from "./passkey-answers";
import { findPasskey, passkeyAnswers, type RelyingParty } from "./passkeys";

interface PasskeySignIn {
  answer: PasskeyAnswer;
  party: RelyingParty;
  /** Whose passkey it has to be, where somebody has typed a password before; null for a sign-in with the passkey alone. */
  address: string | null;
}

/** Why a passkey lets nobody in, for the log; null where it does. */
async function passkeyFault(
  passkey: Awaited<ReturnType<typeof findPasskey>>,
  { answer, party, address }: PasskeySignIn,
): Promise<string | null> {
  if (!passkey) return "unknown_passkey";
  const { user } = passkey;
  if (!(await passkeyAnswers(passkey, answer, { purpose: "sign_in", userId: null }, party)))
    return "wrong_passkey";
  if (user.disabledAt) return "disabled";
  return address !== null && normaliseEmail(address) !== user.email ? "other_account" : null;
}

type PasskeyResult =
  | SignedIn
  | { outcome: "refused" }
  /** The domain of the passkey's person signs in by this provider alone. */
  | { outcome: "provider_only"; provider: EnforcedProvider }
  | { outcome: "throttled"; retryAfterSeconds: number };

/**
 * Checks a passkey's answer, and opens a session: the key has checked its person, so it is two factors at once. Whatever is
 * wrong answers "refused". Attempts are counted for each passkey, and with those of passwords for networks and the portal.
 */
export async function signInWithPasskey(
  attempt: PasskeySignIn,
  request: AuditRequest,
  browser: SignInBrowser,
): Promise<PasskeyResult> {
  const passkey = await findPasskey(attempt.answer);
  const user = passkey?.user ?? null;
  const email = user?.email ?? null;
  const device = await findDevice(email ?? "", browser.deviceToken);
  const source = { ip: request.ip, ownDevice: device.isOwn ? device.token : null };
  const counted = `passkey ${tokenHash(attempt.answer.id)}`;
  const throttle = await bookSignInAttempt(counted, source);
  if (throttle) {
    await recordThrottle({ email, user, scope: throttle.scope, request });
    return { outcome: "throttled", retryAfterSeconds: throttle.seconds };
  }
  const code = await passkeyFault(passkey, attempt);
  if (!passkey || !user || code !== null) {
    await recordSignInRefusal({ email, user, code: code ?? "unknown_passkey", request });
    return { outcome: "refused" };
  }
  const provider = await enforcedProvider(user.email);
  if (provider && !(await isExcepted(user.id, provider))) {
    await recordSignInRefusal({ email, user, code: "provider_only", request });
    return { outcome: "provider_only", provider };
  }
  await forgiveSignInAttempts(counted, source);
  await recordCountedRefusals(user.email);
  const deviceToken = device.token ?? newSecretToken();
  const within = (tx: Transaction) => noteBreakGlass(tx, user, request);
  const isStillRight = async (tx: Transaction) =>
    (await holdPerson(tx, user.id)) !== null && (await tx.passkey.count({ where: { id: passkey.id } })) > 0;
  const session = { isStillRight, method: "passkey", request, browser, deviceToken, within } as const;
  const sessionId = await openSession(user, session);
  if (sessionId === null) {
    await recordSignInRefusal({ email, user, code: "changed_meanwhile", request });
    return { outcome: "refused" };
  }
  const { id: userId, name } = user;
  return { outcome: "signed_in", userId, sessionId, name, email: user.email, deviceToken };
}
