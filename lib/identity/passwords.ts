import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { textSchema } from "@/lib/text/text-schema";
import { PASSWORD } from "./rules";

/** argon2id with OWASP's first recommended cost: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const passwordSchema = textSchema(PASSWORD, "Choose a password");

/**
 * Returns a password in the form that is hashed: keyboards type one letter in several ways (RFC 8265, section 4.2.2:
 * spaces as U+0020, normal form C).
 */
function prepared(password: string): string {
  return password.replaceAll(/\p{Zs}/gu, " ").normalize("NFC");
}

/** An argon2id hash in its standard text form, salt and cost included. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(prepared(password), COST);
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
  hashOfNobody ??= hashPassword("nobody has this password");
  const known = stored ?? (await hashOfNobody);
  let fits = false;
  for (const form of possibleForms(password)) fits ||= await verify(known, form);
  return stored !== null && fits;
}
