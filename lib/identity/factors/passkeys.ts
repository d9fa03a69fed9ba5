import "server-only";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { Passkey } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";
import type { SignedInUser } from "../find-caller";
import { keepOwners, lockOwners } from "../last-owner";
import { leaveNotice } from "../notices";
import { noteFactorGiven } from "../sessions";
import { CAN_SIGN_IN } from "../users";
import { dropIdleCodes, lockPerson, type Person } from "./factors";
import type { NewPasskeyAnswer, PasskeyAnswer } from "./passkey-answers";
import { CHALLENGE_MINUTES, type ChallengePurpose, newChallenge, takeChallenge } from "./passkey-challenges";
import { firstRecoveryCodes } from "./recovery-codes";

/** The site that passkeys belong to: a browser shows them there, and nowhere else. */
export interface RelyingParty {
  /** The host's name, without scheme and port. */
  id: string;
  origin: string;
}

export interface PasskeyView {
  id: string;
  name: string;
  createdAt: string;
  usedAt: string | null;
}

/** With its schemas of certificates it takes 28 MB, so it is loaded by the first passkey, and not at the start. */
const webAuthn = () => import("@simplewebauthn/server");

/** The most passkeys of one person. */
const MOST_PASSKEYS = 20;

/** A person's passkeys, the oldest first. */
export async function listPasskeys(userId: string): Promise<PasskeyView[]> {
  const rows = await database().passkey.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  return rows.map(({ id, name, createdAt, usedAt }) => ({
    id,
    name,
    createdAt: createdAt.toISOString(),
    usedAt: usedAt?.toISOString() ?? null,
  }));
}

const bytesOf = (text: string, encoding: "base64url" | "utf8") => new Uint8Array(Buffer.from(text, encoding));

/**
 * Returns what a browser needs to make a passkey of this site: one that it finds without an address, and that checks its
 * person (Web Authentication, sections 5.4.4 and 5.8.6). So it can sign in alone.
 *
 * @returns null where too many challenges wait for an answer
 */
export async function passkeyCreation(
  user: Person,
  party: RelyingParty,
): Promise<PublicKeyCredentialCreationOptionsJSON | null> {
  const challenge = await newChallenge({ purpose: "register", userId: user.id }, user.id);
  if (challenge === null) return null;
  const known = await database().passkey.findMany({ where: { userId: user.id } });
  return await (await webAuthn()).generateRegistrationOptions({
    rpName: "Switchboard",
    rpID: party.id,
    userID: bytesOf(user.id, "utf8"),
    userName: user.email,
    userDisplayName: user.name,
    challenge: bytesOf(challenge, "base64url"),
    timeout: CHALLENGE_MINUTES * 60_000,
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** Returns the checked key of an answer; null for an answer that is not right. */
async function checkedNewKey(answer: NewPasskeyAnswer, challenge: string, { id, origin }: RelyingParty) {
  try {
    const { registrationInfo } = await (await webAuthn()).verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
    });
    return registrationInfo?.credential ?? null;
  } catch {
    // The library throws for every fault of an answer, which comes from outside.
    return null;
  }
}

type AddPasskeyResult =
  /** `recoveryCodes`: those that come with a first factor, to be shown once. */
  | { outcome: "added"; id: string; recoveryCodes: string[] | null }
  /** The answer is not right, or too late. */
  | { outcome: "refused" }
  /** The passkey is here already, or its person has too many. */
  | { outcome: "known" | "too_many" };

/** Stores a new passkey, if its answer is right. */
export async function addPasskey(
  user: SignedInUser,
  { name, answer }: { name: string; answer: NewPasskeyAnswer },
  party: RelyingParty,
  by: ActedBy,
): Promise<AddPasskeyResult> {
  const asking = { purpose: "register" as const, userId: user.id };
  const challenge = await takeChallenge(answer.response.clientDataJSON, asking);
  const key = challenge === null ? null : await checkedNewKey(answer, challenge, party);
  if (key === null) return { outcome: "refused" };
  const id = uuidv7();
  return await database().$transaction(async (tx) => {
    await lockPerson(tx, user.id);
    if (await tx.passkey.findUnique({ where: { credentialId: key.id } })) return { outcome: "known" };
    if ((await tx.passkey.count({ where: { userId: user.id } })) >= MOST_PASSKEYS)
      return { outcome: "too_many" };
    await tx.passkey.create({
      data: {
        id,
        userId: user.id,
        name,
        credentialId: key.id,
        publicKey: key.publicKey,
        counter: key.counter,
        transports: answer.response.transports,
      },
    });
    const recoveryCodes = await firstRecoveryCodes(tx, user.id);
    if (recoveryCodes !== null) await noteFactorGiven(tx, user.sessionId);
    await leaveNotice(tx, user.id, { kind: "factor_added", detail: { passkey: name } }, by.request);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "passkey.add",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { passkey: name, recoveryCodesMade: recoveryCodes !== null },
    });
    return { outcome: "added", id, recoveryCodes };
  });
}

/**
 * Removes one of a person's passkeys.
 * @returns false where they have none of this id
 * @throws Problem `conflict` where they could not sign in any more, or no owner could
 */
export async function removePasskey(user: Person, id: string, by: ActedBy): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    await lockOwners(tx, user.id);
    const passkey = await tx.passkey.findFirst({ where: { id, userId: user.id } });
    if (!passkey) return false;
    await tx.passkey.delete({ where: { id } });
    if ((await tx.user.count({ where: { id: user.id, ...CAN_SIGN_IN } })) === 0)
      throw new Problem("conflict", "You could not sign in any more. Add another passkey first");
    if (user.isOwner) await keepOwners(tx, "way");
    await dropIdleCodes(tx, user.id);
    await leaveNotice(tx, user.id, { kind: "factor_removed", detail: { passkey: passkey.name } }, by.request);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "passkey.remove",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { passkey: passkey.name },
    });
    return true;
  });
}

/**
 * Returns what a browser needs to ask a passkey for an answer. It names no passkey: nobody learns from it who has one.
 * @param source who asks: a person's id, or the network of a stranger
 * @returns null where too many challenges wait for an answer
 */
export async function passkeyRequest(
  purpose: Exclude<ChallengePurpose, "register">,
  { userId, source }: { userId: string | null; source: string },
  party: RelyingParty,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const challenge = await newChallenge({ purpose, userId }, source);
  if (challenge === null) return null;
  return await (await webAuthn()).generateAuthenticationOptions({
    rpID: party.id,
    challenge: bytesOf(challenge, "base64url"),
    timeout: CHALLENGE_MINUTES * 60_000,
    userVerification: "required",
  });
}

/** Returns how often the key says it was used; null for an answer that is not right. */
async function checkedCount(
  passkey: Passkey,
  answer: PasskeyAnswer,
  challenge: string,
  { id, origin }: RelyingParty,
): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await (await webAuthn()).verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: Number(passkey.counter),
      },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // The library throws for every fault of an answer, which comes from outside.
    return null;
  }
}

/** A key names its person by what it was made with (Web Authentication, section 7.2, step 6). */
function namesItsPerson({ userId }: Passkey, { response: { userHandle } }: PasskeyAnswer): boolean {
  return userHandle === undefined || Buffer.from(userHandle, "base64url").toString("utf8") === userId;
}

/**
 * Checks a passkey's answer, and notes its use. Its challenge is used up in any case. A key that counts must have counted
 * on: a lower number comes from a copy of it (Web Authentication, section 6.1.1).
 *
 * @param purpose what the challenge was made for
 * @param userId whose passkey must have answered; null at a sign-in
 * @returns whether the answer is that of this passkey
 */
export async function passkeyAnswers(
  passkey: Passkey,
  answer: PasskeyAnswer,
  { purpose, userId }: { purpose: ChallengePurpose; userId: string | null },
  party: RelyingParty,
): Promise<boolean> {
  const challenge = await takeChallenge(answer.response.clientDataJSON, { purpose, userId });
  if (challenge === null || !namesItsPerson(passkey, answer)) return false;
  const count = await checkedCount(passkey, answer, challenge, party);
  if (count === null) return false;
  // Of two answers with the same number, one is of a copy.
  const noted = await database().passkey.updateMany({
    where: { id: passkey.id, OR: [{ counter: { lt: count } }, ...(count === 0 ? [{ counter: 0 }] : [])] },
    data: { counter: count, usedAt: new Date() },
  });
  return noted.count === 1;
}

/** Returns the passkey that an answer names, with its person; null for an unknown one. */
export async function findPasskey(answer: PasskeyAnswer) {
  return await database().passkey.findUnique({
    where: { credentialId: answer.id },
    include: { user: true },
  });
}
