import "server-only";
import { v7 as uuidv7 } from "uuid";
import { type ActedBy, type AuditRequest, SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { SignInProvider, User } from "@/lib/db/generated/client";
import { isForeign } from "@/lib/identity/enforced-domains";
import { lockPerson } from "@/lib/identity/factors/factors";
import { leaveNotice } from "@/lib/identity/notices";
import { holdPerson } from "@/lib/identity/open-session";
import { PERSON_NAME } from "@/lib/identity/rules";
import { userActor } from "@/lib/identity/users";
import { errorCode } from "@/lib/problems/problem";
import { domainOf } from "@/lib/text/email-address";
import { textSchema } from "@/lib/text/text-schema";
import { speaksFor } from "./domains";
import type { ProviderClaims } from "./exchange";
import { settleGroupRoles } from "./group-roles";
import type { SignInFailure } from "./sign-in-failures";

/** Why somebody may not come in. `user`: whose account it was about, as far as that is known. */
interface Refused {
  failure: SignInFailure;
  user: User | null;
}

/** Who came back from a provider, or why they may not come in. */
export type Settled = { user: User } | Refused;

const refused = (failure: SignInFailure, user: User | null = null): Refused => ({ failure, user });

/**
 * Locks a provider against changes until the transaction ends, and reads it: a provider that is being switched off must not let
 * anybody in any more.
 * @returns null where it is off or gone
 */
export async function holdEnabled(tx: Transaction, providerId: string): Promise<SignInProvider | null> {
  await tx.$queryRaw`SELECT "id" FROM "SignInProvider" WHERE "id" = ${providerId}::uuid FOR SHARE`;
  return await tx.signInProvider.findUnique({ where: { id: providerId, enabled: true } });
}

/**
 * Returns why somebody may not use their identity at a provider; null where they may. Another provider may enforce their
 * domain; and an owner's identity that was found by its address is none: somebody else may have chosen it before they were an owner.
 */
export async function bypassOf(
  tx: Transaction,
  providerId: string,
  user: { id: string; email: string; isOwner: boolean },
): Promise<SignInFailure | null> {
  if (await isForeign(tx, providerId, user)) return "other_provider";
  const found = { providerId, userId: user.id, confirmed: false, user: { isOwner: true } };
  return (await tx.externalIdentity.count({ where: found })) > 0 ? "owner_unlinked" : null;
}

/** One sign-in as it is settled. */
interface Arrival {
  provider: SignInProvider;
  claims: ProviderClaims;
  request: AuditRequest;
  /** Whether the provider may speak for the addresses of the domain of the claimed address. */
  speaksForAddress: boolean;
}

/** A person who comes in, and the event about how they were found; it is recorded after those of workspaces, as everywhere. */
interface Found {
  user: User;
  /** Null where they were known. */
  record: (() => Promise<unknown>) | null;
}

/** Links an identity with an account, and tells its person. */
async function link(
  tx: Transaction,
  { provider, claims, request }: Arrival,
  user: User,
  confirmed: boolean,
): Promise<Found> {
  const { subject, email, groups } = claims;
  await tx.externalIdentity.create({
    data: { providerId: provider.id, subject, userId: user.id, email, groups, confirmed },
  });
  await leaveNotice(tx, user.id, { kind: "identity_linked", detail: { by: provider.name } }, request);
  const record = () =>
    recordEvent(tx, {
      workspaceId: null,
      actor: userActor(user),
      action: "identity.link",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      request,
      detail: { provider: provider.name, ...(confirmed ? {} : { byAddress: true }) },
    });
  return { user, record };
}

const nameSchema = textSchema(PERSON_NAME);

/** Makes an account of somebody who isn't here yet. It has no role anywhere. */
async function join(tx: Transaction, { provider, claims, request }: Arrival, email: string): Promise<Found> {
  const name = nameSchema.safeParse(claims.name).data ?? email.slice(0, email.lastIndexOf("@")).slice(0, 80);
  const user = await tx.user.create({ data: { id: uuidv7(), email, name, createdAt: recordTime() } });
  const { subject, groups } = claims;
  await tx.externalIdentity.create({
    data: { providerId: provider.id, subject, userId: user.id, email, groups },
  });
  const record = () =>
    recordEvent(tx, {
      workspaceId: null,
      actor: userActor(user),
      action: "identity.join",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name },
      request,
      changes: [
        { path: "/email", before: null, after: email },
        { path: "/name", before: null, after: name },
      ],
      detail: { provider: provider.name },
    });
  return { user, record };
}

/** Returns why nobody is found, linked or added by the address that a provider claims; null where that may be done. */
function addressFault({ claims, speaksForAddress }: Arrival): SignInFailure | null {
  if (claims.email === null) return "no_address";
  if (!claims.emailVerified) return "unverified_address";
  return speaksForAddress ? null : "unproven_domain";
}

/**
 * Returns the person of an address with their identities at a provider; null for none. They are locked, and read anew: whoever
 * disables or pseudonymises them does so under the same lock, and an identity that was linked afterwards would outlive it.
 */
async function holdByAddress(tx: Transaction, providerId: string, email: string) {
  const found = await tx.user.findUnique({ where: { email }, select: { id: true } });
  if (!found) return null;
  await lockPerson(tx, found.id);
  return await tx.user.findUnique({
    where: { email },
    include: { identities: { where: { providerId } } },
  });
}

/** Returns the person of an identity, locked as by `holdByAddress`; null for an identity that is nobody's, or isn't any more. */
async function holdByIdentity(tx: Transaction, providerId: string, subject: string): Promise<User | null> {
  const where = { providerId_subject: { providerId, subject } };
  const found = await tx.externalIdentity.findUnique({ where, select: { userId: true } });
  if (!found) return null;
  await lockPerson(tx, found.userId);
  return (await tx.externalIdentity.findUnique({ where, include: { user: true } }))?.user ?? null;
}

/** Settles the first sign-in of an identity: by its address, which the provider must have proved twice over. */
async function firstSignIn(tx: Transaction, arrival: Arrival): Promise<Found | Refused> {
  const { provider, claims } = arrival;
  const { email } = claims;
  const fault = addressFault(arrival);
  if (fault !== null || email === null) return refused(fault ?? "no_address");
  const user = await holdByAddress(tx, provider.id, email);
  if (await isForeign(tx, provider.id, { id: user?.id ?? null, email }))
    return refused("other_provider", user);
  if (!user) return provider.joining ? await join(tx, arrival, email) : refused("no_account");
  if (user.disabledAt) return refused("disabled", user);
  if (user.identities.length > 0) return refused("other_identity", user);
  if (user.isOwner) return refused("owner_unlinked", user);
  return await link(tx, arrival, user, false);
}

/** Settles each later sign-in of an identity. */
async function laterSignIn(tx: Transaction, providerId: string, user: User): Promise<Found | Refused> {
  if (user.disabledAt) return refused("disabled", user);
  const bypass = await bypassOf(tx, providerId, user);
  return bypass ? refused(bypass, user) : { user, record: null };
}

/** Keeps what a provider last said of somebody, and makes their roles what their groups give. */
async function refresh(tx: Transaction, { provider, claims, request }: Arrival, user: User): Promise<void> {
  const { email, groups } = claims;
  await tx.externalIdentity.update({
    where: { providerId_userId: { providerId: provider.id, userId: user.id } },
    data: { email, groups, usedAt: new Date() },
  });
  const by: ActedBy = { actor: SYSTEM_ACTOR, request };
  await settleGroupRoles(tx, provider, [user.id], { by, heirId: null });
}

/** Runs a transaction again where another one did the same at this very moment, and won. */
async function twiceAtMost<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (errorCode(error) !== "P2002") throw error;
    return await work();
  }
}

/**
 * Finds the person of an identity that has signed in at a provider. The identity is the provider and its subject; an address finds nobody
 * again. At the first sign-in it links an account, or adds one, where all of this holds: the provider has verified the address, its domain
 * is proven for this provider, and the account is no owner's and not linked with somebody else there.
 */
export async function settleSignIn(
  providerId: string,
  claims: ProviderClaims,
  request: AuditRequest,
): Promise<Settled> {
  const { subject, email } = claims;
  const known = await database().externalIdentity.findUnique({
    where: { providerId_subject: { providerId, subject } },
    select: { confirmed: true, user: { select: { email: true } } },
  });
  // Name servers are asked before the transaction, which nothing should keep open.
  const asked = known ? known.user.email : email;
  const speaksForAddress = asked !== null && (await speaksFor(providerId, domainOf(asked)));
  if (known && !known.confirmed && !speaksForAddress) {
    const user = await database().user.findUnique({ where: { email: known.user.email } });
    return refused("unproven_domain", user);
  }
  return await twiceAtMost(() =>
    database().$transaction(async (tx) => {
      const provider = await holdEnabled(tx, providerId);
      if (!provider) return refused("provider_off");
      const arrival = { provider, claims, request, speaksForAddress };
      const user = await holdByIdentity(tx, providerId, subject);
      const found: Found | Refused = user
        ? await laterSignIn(tx, providerId, user)
        : await firstSignIn(tx, arrival);
      if ("failure" in found) return found;
      await refresh(tx, arrival, found.user);
      await found.record?.();
      return { user: found.user };
    }),
  );
}

/** Whether an identity is a person's already; null where it is somebody else's, or they have another one there. */
async function isLinked(
  tx: Transaction,
  { providerId, subject, userId }: { providerId: string; subject: string; userId: string },
): Promise<boolean | null> {
  const own = await tx.externalIdentity.findMany({
    where: { providerId, OR: [{ subject }, { userId }] },
  });
  const isSame = own.length === 1 && own[0]?.userId === userId && own[0].subject === subject;
  return own.length > 0 && !isSame ? null : isSame;
}

/** Links an identity with a person's own account, or confirms the link that is there. */
async function linkOwn(tx: Transaction, arrival: Arrival, user: User): Promise<Settled> {
  const providerId = arrival.provider.id;
  const { subject } = arrival.claims;
  if (await isForeign(tx, providerId, user)) return refused("other_provider", user);
  const isSame = await isLinked(tx, { providerId, subject, userId: user.id });
  if (isSame === null) return refused("taken", user);
  if (isSame)
    await tx.externalIdentity.update({
      where: { providerId_subject: { providerId, subject } },
      data: { confirmed: true },
    });
  const linked = isSame ? null : await link(tx, arrival, user, true);
  await refresh(tx, arrival, user);
  await linked?.record?.();
  return { user };
}

/**
 * Links an identity with the account of a person who is signed in and asked for it. Nothing is asked of the address: they have shown
 * that both are theirs.
 */
export async function settleLink(
  providerId: string,
  claims: ProviderClaims,
  userId: string,
  request: AuditRequest,
): Promise<Settled> {
  return await twiceAtMost(() =>
    database().$transaction(async (tx) => {
      const provider = await holdEnabled(tx, providerId);
      const user = await holdPerson(tx, userId);
      if (!user) return refused("session_ended");
      if (!provider) return refused("provider_off", user);
      return await linkOwn(tx, { provider, claims, request, speaksForAddress: false }, user);
    }),
  );
}

/** Returns the person of an identity, where it is the one who is signed in, and the provider has asked them since then. */
export async function settleProof(
  providerId: string,
  claims: ProviderClaims,
  userId: string,
  since: Date,
): Promise<Settled> {
  const user = await database().user.findUniqueOrThrow({ where: { id: userId } });
  const identity = await database().externalIdentity.findUnique({
    where: { providerId_subject: { providerId, subject: claims.subject } },
  });
  if (identity?.userId !== userId) return refused("somebody_else", user);
  const bypass = await bypassOf(database(), providerId, user);
  if (bypass) return refused(bypass, user);
  // The request to ask anew goes through the browser, where it can be taken out. Clocks differ by some seconds.
  const isAnew = claims.askedAt !== null && claims.askedAt.getTime() > since.getTime() - CLOCK_TOLERANCE_MS;
  return isAnew ? { user } : refused("not_anew", user);
}

const CLOCK_TOLERANCE_MS = 30_000;
