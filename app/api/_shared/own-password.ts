import "server-only";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { enforcedProvider, isExcepted } from "@/lib/identity/enforced-domains";
import type { SignedInUser } from "@/lib/identity/find-caller";
import { checkOwnPassword, type Proof } from "@/lib/identity/prove-identity";
import { PASSWORD } from "@/lib/identity/rules";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { waitInWords } from "@/lib/time/lengths";

/** The password that somebody has. An older, shorter rule may have made it. */
export const presentPasswordSchema = z
  .string()
  .min(1, "Type your present password")
  .max(PASSWORD.longest, PASSWORD.tooLong);

/** A code as somebody types it: that of an app, or a recovery code. */
export const typedCodeSchema = z
  .string()
  .min(1, "Type a code of your app, or a recovery code")
  .max(60, "is longer than any code");

/**
 * @param path where the body has what was checked
 * @param wrong what is said of a wrong one
 * @throws Problem `invalid_body` for a wrong one, `too_many_requests` after too many
 */
export function requireRight(proof: Proof, path: string, wrong: string): void {
  if (proof.outcome === "throttled") {
    const words = `Too many wrong ones. Try again in ${waitInWords(proof.seconds)}`;
    throw new Problem("too_many_requests", words, { headers: { "Retry-After": String(proof.seconds) } });
  }
  if (proof.outcome === "wrong") throw invalidBody([{ path, message: wrong }]);
}

/**
 * Checks the password that a signed-in person typed.
 * @param path where the body has it
 * @throws Problem `invalid_body` for a wrong one, `too_many_requests` after too many, `provider_only` where passwords don't count
 */
export async function requireOwnPassword(
  user: SignedInUser,
  password: string,
  path: string,
  by: ActedBy,
): Promise<void> {
  const provider = await enforcedProvider(user.email);
  if (provider && !(await isExcepted(user.id, provider)))
    throw new Problem(
      "provider_only",
      `Your e-mail domain signs in with ${provider.name} alone, so your password counts for nothing: confirm who you are there`,
    );
  requireRight(await checkOwnPassword(user, password, by), path, "This is not your present password");
}
