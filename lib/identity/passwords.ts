import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { textSchema } from "@/lib/text/text-schema";
import { PASSWORD } from "./rules";

/** argon2id with OWASP's first recommended cost: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const passwordSchema = textSchema(PASSWORD, "Choose a password");

/** An argon2id hash in its standard text form, salt and cost included. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password, COST);
}

let hashOfNobody: Promise<string> | undefined;

/**
 * Whether a password fits a stored hash. Without a hash (unknown address, no password yet) the same work is done
 * against a throw-away hash, so that the answer takes as long and reveals nothing.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword("nobody has this password");
  const fits = await verify(stored ?? (await hashOfNobody), password);
  return stored !== null && fits;
}
