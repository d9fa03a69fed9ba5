import "server-only";
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import type { Transaction } from "@/lib/db/client";
import { textSchema } from "@/lib/text/text-schema";
import { type PasswordOwner, passwordFault } from "./password-rule";
import { PASSWORD } from "./rules";

/** argon2id with OWASP's first recommended cost: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What a body may have as a new password. The rest of the rule needs to know whose it is: `newPassword` checks all. */
export const passwordSchema = textSchema(PASSWORD, "Choose a password");

/**
 * Returns a password in the form that is hashed: keyboards type one letter in several ways (RFC 8265, section 4.2.2:
 * spaces as U+0020, normal form C).
 */
function prepared(password: string): string {
  return password.replaceAll(/\p{Zs}/gu, " ").normalize("NFC");
}

/** An argon2id hash in its standard text form, salt and cost included. */
async function hashOf(password: string): Promise<string> {
  return await hash(prepared(password), COST);
}

/** A password that may be somebody's from now on. Hashing takes its time on purpose, so the caller says when. */
export interface NewPassword {
  hash: () => Promise<string>;
}

/**
 * Checks a new password by the rule. Nothing else makes the hash of one, so no way of setting a password can leave the rule out.
 * @returns the way to its hash, or why it is unfit, as a sentence for its person
 */
export function newPassword(password: string, owner: PasswordOwner): NewPassword | { unfit: string } {
  const unfit = passwordFault(prepared(password), owner);
  return unfit === null ? { hash: () => hashOf(password) } : { unfit };
}

/** OWASP ASVS 5.0, 11.5.1: what nobody may guess has 128 random bits. */
const GENERATED_BYTES = 16;

/** Makes a password that nobody can guess, short enough to copy by hand, and its hash. It follows the rule like any other. */
export async function generatePassword(
  owner: PasswordOwner,
): Promise<{ password: string; passwordHash: string }> {
  for (;;) {
    const password = randomBytes(GENERATED_BYTES).toString("base64url");
    const made = newPassword(password, owner);
    if ("hash" in made) return { password, passwordHash: await made.hash() };
  }
}

/** The forms in which a password may have been hashed: earlier versions took it as it was typed. */
function possibleForms(password: string): string[] {
  return [...new Set([prepared(password), password, password.normalize("NFC"), password.normalize("NFD")])];
}

let hashOfNobody: Promise<string> | undefined;

/**
 * Whether a password fits a stored hash. Without a hash (unknown address, no password yet) the same work is done
 * against a throw-away hash, so that the answer takes as long and reveals nothing.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashOf("nobody has this password");
  const known = stored ?? (await hashOfNobody);
  let fits = false;
  for (const form of possibleForms(password)) fits ||= await verify(known, form);
  return stored !== null && fits;
}

/** What an argon2id hash in its text form cost, of the version that is used today (RFC 9106). */
const COSTS = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/;

/** A stored hash, and a new one of the same password. */
interface HashRenewal {
  stored: string;
  newer: string;
}

/**
 * Makes a new hash of a password that fits a stored one, where that was made more cheaply than hashes are today, or by another
 * algorithm. It takes its time, so no row should be locked meanwhile.
 * @returns null where the stored one is as good
 */
export async function hashAnew(stored: string | null, password: string): Promise<HashRenewal | null> {
  if (stored === null) return null;
  const [, memory = "0", passes = "0"] = COSTS.exec(stored) ?? [];
  const isAsGood = Number(memory) >= COST.memoryCost && Number(passes) >= COST.timeCost;
  return isAsGood ? null : { stored, newer: await hashOf(password) };
}

/**
 * Replaces the hash of a password that stays the same, by one statement; for null it does nothing. One that was generated is still known
 * as that, and one that was changed meanwhile stays.
 */
export async function replaceHash(
  tx: Transaction,
  userId: string,
  renewal: HashRenewal | null,
): Promise<void> {
  if (renewal === null) return;
  const { stored, newer } = renewal;
  await tx.$executeRaw`
    UPDATE "User" SET "passwordHash" = ${newer},
      "generatedHash" = CASE WHEN "generatedHash" = ${stored} THEN ${newer} ELSE "generatedHash" END
    WHERE "id" = ${userId}::uuid AND "passwordHash" = ${stored}`;
}
