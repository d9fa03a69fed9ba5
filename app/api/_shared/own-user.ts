import type { Caller } from "@/lib/identity/find-caller";
import { Problem } from "@/lib/problems/problem";

/**
 * Whose sessions are meant: the caller's own, or, for an owner, another person's.
 * @throws Problem `not_allowed`
 */
export function ownUserOr(caller: Caller, userId: string | undefined): string {
  if (!userId || userId === caller.user.id) return caller.user.id;
  if (caller.user.isOwner) return userId;
  throw new Problem("not_allowed", "Only an owner may see other people's sessions (permission: owner)");
}
