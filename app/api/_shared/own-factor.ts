import { stepsOf } from "@/lib/identity/factors/factors";
import type { SignedInUser } from "@/lib/identity/find-caller";
import { Problem } from "@/lib/problems/problem";

/**
 * Lets nobody change second factors who has one and was not asked for it in this session: otherwise a sign-in at a provider could add
 * another, and then give that one.
 * @throws Problem `second_factor_required`
 */
export async function requireOwnFactor(user: SignedInUser): Promise<void> {
  if (!user.gaveNoFactor || (await stepsOf(user.id)).length === 0) return;
  throw new Problem(
    "second_factor_required",
    "You have a second factor, and did not give it in this session: do so first, on the page /second-factor",
  );
}
