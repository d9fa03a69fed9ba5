import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import type { SignedInUser } from "@/lib/identity/find-caller";
import { checkOwnPassword } from "@/lib/identity/prove-identity";
import { invalidBody, Problem } from "@/lib/problems/problem";

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
