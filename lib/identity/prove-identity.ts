import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { PasskeyAnswer } from "./factors/passkey-answers";
import { findPasskey, passkeyAnswers, type RelyingParty } from "./factors/passkeys";
import { takeCode } from "./factors/take-code";
import type { SignedInUser } from "./find-caller";
import { holdPerson } from "./open-session";
import { hashAnew, passwordFits, replaceHash } from "./passwords";
import { holdProviderOf } from "./session-locks";
import { passOn, storeSession } from "./sessions";
import { onceFactorGiven } from "./sign-in-methods";
import { bookSignInAttempt, forgiveSignInAttempts } from "./sign-in-throttle";

/** What somebody can prove by who they are. */
export type ProofKind = "password" | "code" | "passkey" | "provider";

/** Which of them are a second factor. */
const IS_FACTOR: Record<ProofKind, boolean> = {
  password: false,
  code: true,
  passkey: true,
  provider: false,
};

export type Proof =
  | { outcome: "right" }
  | { outcome: "wrong" }
  /** Too many wrong ones; `seconds` to wait. */
  | { outcome: "throttled"; seconds: number };

/**
 * Checks a proof of the person who is signed in. Wrong ones count as wrong sign-ins of this browser, so that a session left
 * open is no way to guess faster.
 */
async function checkCounted(user: SignedInUser, by: ActedBy, check: () => Promise<Proof>): Promise<Proof> {
  const source = { ip: by.request?.ip ?? null, ownDevice: user.sessionId };
  const throttle = await bookSignInAttempt(user.email, source);
  if (throttle) return { outcome: "throttled", seconds: throttle.seconds };
  const proof = await check();
  if (proof.outcome === "right") await forgiveSignInAttempts(user.email, source);
  return proof;
}

const proofOf = (isRight: boolean): Proof => ({ outcome: isRight ? "right" : "wrong" });

/** Checks the password of the person who is signed in. */
export async function checkOwnPassword(user: SignedInUser, password: string, by: ActedBy): Promise<Proof> {
  return await checkCounted(user, by, async () => {
    const where = { id: user.id };
    const stored = await database().user.findUnique({ where, select: { passwordHash: true } });
    const hash = stored?.passwordHash ?? null;
    const fits = await passwordFits(hash, password);
    if (fits) await replaceHash(database(), user.id, await hashAnew(hash, password));
    return proofOf(fits);
  });
}

/** Checks a code of their app, or a recovery code, and uses it up. */
export async function checkOwnCode(user: SignedInUser, typed: string, by: ActedBy): Promise<Proof> {
  return await checkCounted(user, by, async () => {
    const taken = await takeCode(user, typed, by);
    return taken.outcome === "right" ? { outcome: "right" } : taken;
  });
}

/** Checks the answer of one of their passkeys. */
export async function checkOwnPasskey(
  user: SignedInUser,
  answer: PasskeyAnswer,
  party: RelyingParty,
  by: ActedBy,
): Promise<Proof> {
  return await checkCounted(user, by, async () => {
    const passkey = await findPasskey(answer);
    if (passkey?.userId !== user.id) return { outcome: "wrong" };
    return proofOf(await passkeyAnswers(passkey, answer, { purpose: "prove", userId: user.id }, party));
  });
}

/**
 * Renews the session of a person who has just proved who they are. It gets a new id, since it may do more from now on: a
 * cookie that was copied before must not grow with it. It ends when the former one would have ended.
 *
 * @param proof what the person has given
 * @param isStillRight whether the proof still counts, in the transaction that renews; as in `openSession`
 * @returns the new id; null when the session has ended meanwhile, or the proof doesn't count any more
 */
export async function renewSession(
  user: SignedInUser,
  proof: ProofKind,
  by: ActedBy,
  isStillRight: (tx: Transaction) => Promise<boolean> = async () => true,
): Promise<string | null> {
  const id = uuidv7();
  return await database().$transaction(async (tx) => {
    await holdProviderOf(tx, user.sessionId);
    if (!(await isStillRight(tx))) return null;
    if (!(await holdPerson(tx, user.id)) || !(await passOn(tx, user.sessionId))) return null;
    const former = await tx.session.findUniqueOrThrow({ where: { id: user.sessionId } });
    const { ip, userAgent } = former;
    const method = IS_FACTOR[proof] ? onceFactorGiven(former.method) : former.method;
    await storeSession(tx, { id, userId: user.id, ip, userAgent, method, continues: user.sessionId });
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "session.prove",
      outcome: "succeeded",
      target: { type: "session", id, name: user.name },
      detail: { proof },
    });
    return id;
  });
}
