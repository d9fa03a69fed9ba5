import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";
import { lacksBreakGlass } from "./enforced-domains";
import { CAN_SIGN_IN } from "./users";

/**
 * Locks all owners, and some more people, always in the same order. Two owners who demote each other at once must not both
 * succeed, the value before in an event must be the one that the change replaced, and how many can still sign in must stay true.
 */
export async function lockOwners(tx: Transaction, ...and: string[]): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "User" WHERE "isOwner" OR "id" = ANY(${and}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
}

/** What to say, by what takes the last way in away: a way of one owner, or a change of an identity provider. */
const REFUSALS = {
  way: {
    nobody: "No owner could sign in any more. Let an owner set a password first",
    noBreakGlass:
      "No break-glass owner would be left who can sign in while the identity provider fails. Name another one first",
  },
  provider: {
    nobody: "No owner could sign in any more. Let an owner set a password first, then repeat this",
    noBreakGlass:
      "Nobody could sign in while the identity provider fails. Name an owner with a password or a passkey who is exempt (break-glass), then enforce it",
  },
} as const;

/**
 * Makes sure that an owner can still sign in, and one while an identity provider fails. Call it with the owners locked, after
 * what may have taken their last way in away.
 *
 * @throws Problem `conflict`; the transaction is undone by it
 */
export async function keepOwners(tx: Transaction, lost: keyof typeof REFUSALS): Promise<void> {
  if ((await tx.user.count({ where: { isOwner: true, ...CAN_SIGN_IN } })) === 0)
    throw new Problem("conflict", REFUSALS[lost].nobody);
  if (await lacksBreakGlass(tx)) throw new Problem("conflict", REFUSALS[lost].noBreakGlass);
}
