import "server-only";
import type { AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { domainOf } from "@/lib/text/email-address";
import { leaveNotice } from "./notices";
import { userActor } from "./users";

/** The provider by which alone the people of a domain may sign in. */
export interface EnforcedProvider {
  id: string;
  name: string;
}

/**
 * Returns the provider by which alone the people of an address's domain may sign in; null where they may use passwords. The
 * answer is by the domain, so that it tells nothing about who is here.
 * @param email in normal form
 */
export async function enforcedProvider(
  email: string,
  tx: Transaction = database(),
): Promise<EnforcedProvider | null> {
  const row = await tx.providerDomain.findFirst({
    where: { domain: domainOf(email), enforced: true, provider: { enabled: true } },
    select: { provider: { select: { id: true, name: true } } },
  });
  return row?.provider ?? null;
}

/**
 * Whether somebody may not use a provider, since another one enforces the domain of their address.
 * @param userId null for somebody who has no account yet
 */
export async function isForeign(
  tx: Transaction,
  providerId: string,
  { id: userId, email }: { id: string | null; email: string },
): Promise<boolean> {
  const enforced = await enforcedProvider(email, tx);
  if (enforced === null || enforced.id === providerId) return false;
  return userId === null || !(await isExcepted(userId, enforced, tx));
}

/** The condition of an owner who could sign in while every provider fails: a break-glass owner. */
export const BREAK_GLASS = {
  isOwner: true,
  disabledAt: null,
  OR: [{ passwordHash: { not: null } }, { passkeys: { some: {} } }],
} satisfies Prisma.UserWhereInput;

/** Whether somebody may use another way, such as a password, although a provider enforces their domain. */
export async function isExcepted(
  userId: string,
  { id }: EnforcedProvider,
  tx: Transaction = database(),
): Promise<boolean> {
  const found = await tx.providerException.count({
    where: { providerId: id, userId, user: { isOwner: true } },
  });
  return found > 0;
}

/**
 * Lets an owner use a password from now on although a provider enforces their domain, since somebody who runs the server wants it.
 * @returns the provider; null where nothing has to be lifted
 */
export async function exceptFromProvider(
  tx: Transaction,
  user: { id: string; email: string; isOwner: boolean },
): Promise<EnforcedProvider | null> {
  const provider = await enforcedProvider(user.email, tx);
  if (!provider || !user.isOwner) return null;
  const key = { providerId: provider.id, userId: user.id };
  await tx.providerException.upsert({
    where: { providerId_userId: key },
    create: key,
    update: {},
  });
  return provider;
}

/**
 * Whether a provider that enforces a domain has nobody who could sign in while it fails. Without such an owner, one outage
 * would lock everybody out of the very page where enforcing is switched off.
 * @param without somebody who is about to lose their rights
 */
export async function lacksBreakGlass(tx: Transaction, without: string | null = null): Promise<boolean> {
  const lacking = await tx.signInProvider.count({
    where: {
      enabled: true,
      domains: { some: { enforced: true } },
      exceptions: {
        none: { user: { ...BREAK_GLASS, ...(without === null ? {} : { id: { not: without } }) } },
      },
    },
  });
  return lacking > 0;
}

/**
 * Notes that a break-glass owner has signed in without a provider: it is an event, and a notice for every owner. Other people's
 * sign-ins are none.
 */
export async function noteBreakGlass(
  tx: Transaction,
  user: { id: string; email: string; name: string; isOwner: boolean },
  request: AuditRequest,
): Promise<void> {
  const exception = await tx.providerException.findFirst({
    where: {
      userId: user.id,
      user: BREAK_GLASS,
      provider: { enabled: true, domains: { some: { enforced: true } } },
    },
    select: { provider: { select: { name: true } } },
  });
  if (!exception) return;
  const owners = await tx.user.findMany({ where: { isOwner: true, disabledAt: null }, select: { id: true } });
  const { ip } = request;
  for (const { id } of owners)
    await leaveNotice(tx, id, { kind: "break_glass", detail: { by: user.name, ip } }, request);
  await recordEvent(tx, {
    workspaceId: null,
    actor: userActor(user),
    action: "user.break_glass",
    outcome: "succeeded",
    target: { type: "user", id: user.id, name: user.name },
    request,
    detail: { provider: exception.provider.name },
  });
}
