import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { isForeign } from "@/lib/identity/enforced-domains";
import type { SignedInUser } from "@/lib/identity/find-caller";
import { keepOwners, lockOwners } from "@/lib/identity/last-owner";
import { endProviderSessionsOf } from "@/lib/identity/sessions";
import { CAN_SIGN_IN } from "@/lib/identity/users";
import { Problem } from "@/lib/problems/problem";
import { type BegunSignIn, beginSignIn, enabledProvider } from "./begin-sign-in";
import { settleGroupRoles } from "./group-roles";
import type { SignInFailure } from "./sign-in-failures";

/** A provider that people may use, and the person's own identity there. */
export interface IdentityView {
  provider: { id: string; name: string };
  /** Null: not linked. */
  identity: { email: string | null; linkedAt: string; usedAt: string } | null;
}

/** The providers that are switched on, each with a person's own identity there. */
export async function listIdentities(userId: string): Promise<IdentityView[]> {
  const rows = await database().signInProvider.findMany({
    where: { enabled: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, identities: { where: { userId } } },
  });
  return rows.map(({ id, name, identities: [own] }) => ({
    provider: { id, name },
    identity: own
      ? { email: own.email, linkedAt: own.createdAt.toISOString(), usedAt: own.usedAt.toISOString() }
      : null,
  }));
}

/**
 * Begins to link a person's account with their identity at a provider. That they began is an event: they leave the portal now, and
 * come back as whoever they are there.
 */
export async function beginLink(
  providerId: string,
  origin: string,
  user: SignedInUser,
  by: ActedBy,
): Promise<BegunSignIn | { failure: SignInFailure }> {
  if (await isForeign(database(), providerId, user)) return { failure: "other_provider" };
  const wanted = { purpose: "link", sessionId: user.sessionId, path: "/account" } as const;
  const begun = await beginSignIn(providerId, origin, wanted);
  const provider = await enabledProvider(providerId);
  if (!provider || "failure" in begun) return "failure" in begun ? begun : { failure: "provider_off" };
  await recordEvent(database(), {
    workspaceId: null,
    ...by,
    action: "identity.begin_link",
    outcome: "succeeded",
    target: { type: "user", id: user.id, name: user.name },
    detail: { provider: provider.name },
  });
  return begun;
}

/** Forgets who a person is at every provider and directory, and that they may come in without one: they have left for good. */
export async function removeIdentities(tx: Transaction, userId: string): Promise<void> {
  await tx.directoryUser.deleteMany({ where: { userId } });
  await tx.externalIdentity.deleteMany({ where: { userId } });
  await tx.providerException.deleteMany({ where: { userId } });
}

/**
 * Unlinks a person's own identity. What it gave goes with it: the roles of its groups, and the other sessions that began by it.
 * @throws Problem `not_found`, or `conflict` where the person, or any owner, could not sign in any more
 */
export async function unlinkIdentity(user: SignedInUser, providerId: string, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    await lockOwners(tx, user.id);
    const key = { providerId_userId: { providerId, userId: user.id } };
    const identity = await tx.externalIdentity.findUnique({ where: key, include: { provider: true } });
    if (!identity) throw new Problem("not_found", "Your account is not linked with this identity provider");
    await tx.externalIdentity.delete({ where: key });
    if ((await tx.user.count({ where: { id: user.id, ...CAN_SIGN_IN } })) === 0)
      throw new Problem(
        "conflict",
        "You could not sign in any more. Ask an owner for a link to set a password first",
      );
    if (user.isOwner) await keepOwners(tx, "way");
    const { provider } = identity;
    await settleGroupRoles(tx, provider, [user.id], { by, heirId: null });
    const sessionsEnded = await endProviderSessionsOf(tx, user, providerId);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "identity.unlink",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { provider: provider.name, sessionsEnded },
    });
  });
}
