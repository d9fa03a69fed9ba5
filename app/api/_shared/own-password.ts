import "server-only";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import type { SignedInUser } from "@/lib/identity/find-caller";
import { checkOwnPassword } from "@/lib/identity/prove-identity";
import { PASSWORD } from "@/lib/identity/rules";
import { invalidBody, Problem } from "@/lib/problems/problem";

/** The password that somebody has. An older, shorter rule may have made it. */
export const presentPasswordSchema = z
  .string()
  .min(1, "Type your present password")
  .max(PASSWORD.longest, PASSWORD.tooLong);

/**
 * Checks the password that a signed-in person typed.
 * @param path where the body has it
 * @throws Problem `invalid_body` for a wrong one, `too_many_requests` after too many
 */
export async function requireOwnPassword(
  user: SignedInUser,
  password: string,
  path: string,
  by: ActedBy,
): Promise<void> {
  const proof = await checkOwnPassword(user, password, by);
  if (proof.outcome === "throttled") {
    const words = `Too many wrong passwords. Try again in ${proof.seconds} seconds`;
    throw new Problem("too_many_requests", words, { headers: { "Retry-After": String(proof.seconds) } });
  }
  if (proof.outcome === "wrong") throw invalidBody([{ path, message: "This is not your present password" }]);
}
