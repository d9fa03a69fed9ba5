import "server-only";
import { randomBytes } from "node:crypto";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { forgetActor } from "@/lib/changes/journal";
import { database, type Transaction } from "@/lib/db/client";
import { removeTokens } from "@/lib/identity/api-tokens";
import { removeFactors } from "@/lib/identity/factors/reset-factors";
import { takeAllRoles } from "@/lib/identity/role-grants";
import { forgetBrowsers } from "@/lib/identity/sessions";
import { forgetSignInAttempts } from "@/lib/identity/sign-in-throttle";
import { forgetOrigins } from "@/lib/jobs/start-job";
import { forgetNotices } from "@/lib/notices/tidy-notices";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { removeIdentities } from "@/lib/providers/identities";
import { normaliseEmail } from "@/lib/text/email-address";

/** A name and an address that say nothing about the person. */
interface Pseudonym {
  name: string;
  email: string;
}

/** Returns a pseudonym that nobody has. It is made of chance, and not of the person, so that nobody can work it out. */
async function freePseudonym(tx: Transaction): Promise<Pseudonym> {
  for (let bytes = 2; ; bytes++) {
    const mark = randomBytes(bytes).toString("hex");
    // No mail is ever delivered to this domain (RFC 2606, section 2).
    const pseudonym = { name: `Person ${mark}`, email: `person-${mark}@left.invalid` };
    if (
      (await tx.user.count({ where: { OR: [{ name: pseudonym.name }, { email: pseudonym.email }] } })) === 0
    )
      return pseudonym;
  }
}

/** Takes every role back, whatever gives it: somebody who never comes back needs none. */
async function removeRoles(tx: Transaction, userId: string, by: ActedBy): Promise<number> {
  await tx.workspaceGroupMember.deleteMany({ where: { userId } });
  const effects = await takeAllRoles(tx, userId, by);
  return effects.filter(({ before }) => before !== null).length;
}

/**
 * Replaces the name and the address of somebody who has left by a pseudonym, and removes where they signed in from. Roles and
 * groups go, too. The audit log keeps what was signed, names included: decision 045 says why, and what removes them.
 *
 * @param typed the person's address, typed by the owner who does it
 * @throws Problem `not_found`; `conflict` for a person who is not disabled, or was pseudonymised already; `invalid_body` for
 *   another address
 */
export async function pseudonymise(userId: string, typed: string, by: ActedBy): Promise<Pseudonym> {
  const { email, pseudonym } = await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`;
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw new Problem("not_found", "There is no such person");
    if (user.pseudonymisedAt)
      throw new Problem("conflict", "This person's name and address are replaced already");
    if (!user.disabledAt) throw new Problem("conflict", "Disable this person first: they can still sign in");
    if (normaliseEmail(typed) !== user.email)
      throw invalidBody([{ path: "/email", message: "This is not the person's address" }]);
    const made = await freePseudonym(tx);
    await tx.user.update({
      where: { id: userId },
      data: {
        ...made,
        passwordHash: null,
        generatedHash: null,
        isOwner: false,
        timeZone: null,
        pseudonymisedAt: new Date(),
      },
    });
    await tx.mail.deleteMany({ where: { userId } });
    const sessionsCleared = await forgetBrowsers(tx, userId);
    await removeFactors(tx, userId);
    await removeIdentities(tx, userId);
    await removeTokens(tx, userId);
    await forgetNotices(tx, userId);
    await forgetActor(tx, userId, made);
    await forgetOrigins(tx, userId);
    const rolesRemoved = await removeRoles(tx, userId, by);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.pseudonymise",
      outcome: "succeeded",
      target: { type: "user", id: userId, name: made.name },
      detail: { rolesRemoved, sessionsCleared },
    });
    return { email: user.email, pseudonym: made };
  });
  // The counters of wrong passwords have the address in their keys.
  await forgetSignInAttempts(email);
  return pseudonym;
}
