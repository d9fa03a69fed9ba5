import "server-only";
import { z } from "zod";
import type { ActedBy, AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { literalText } from "@/lib/db/values";
import { IS_LIVE, IS_NOT_OVER, SESSIONS_PER_PERSON, SESSIONS_WITH_RULES } from "./live-sessions";
import { lockSessions } from "./session-locks";
import { onceFactorGiven, type SignInMethod } from "./sign-in-methods";
import { userActor } from "./users";

export interface SessionView {
  id: string;
  ip: string | null;
  userAgent: string | null;
  /** How its person signed in (`sign-in-methods.ts`). */
  method: string;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

const sessionRow = z.object({
  id: z.string(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  method: z.string(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
});

/** A person's live sessions: the one of this request first, then the most recently used. */
export async function listSessions(userId: string, currentSessionId: string): Promise<SessionView[]> {
  const rows = await queryRows(database(), "a person's sessions", sessionRow)`
    SELECT s."id", s."ip", s."userAgent", s."method", s."createdAt", s."lastSeenAt" FROM ${SESSIONS_WITH_RULES}
    WHERE s."userId" = ${userId}::uuid AND ${IS_LIVE}
    ORDER BY s."id" = ${currentSessionId}::uuid DESC, s."lastSeenAt" DESC`;
  return rows.map((row) => ({
    id: row.id,
    ip: row.ip,
    userAgent: row.userAgent,
    method: row.method,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === currentSessionId,
  }));
}

const heldRow = z.object({ id: z.string(), most: z.int() });

const ofPerson = (userId: string) => Prisma.sql`s."userId" = ${userId}::uuid`;

/**
 * The sessions of a person that are not over, the most recently used first, each with the most that one person may have. Call it
 * with them locked.
 */
async function readLive(tx: Transaction, userId: string): Promise<z.output<typeof heldRow>[]> {
  return await queryRows(tx, "a person's live sessions", heldRow)`
    SELECT s."id", ${SESSIONS_PER_PERSON} AS "most" FROM ${SESSIONS_WITH_RULES}
    WHERE s."userId" = ${userId}::uuid AND ${IS_NOT_OVER}
    ORDER BY s."lastSeenAt" DESC, s."id"`;
}

/**
 * Marks sessions as ended: their tokens are worthless from the next request on, and what a provider said of their people is
 * forgotten.
 * @param options `goesOn`: whether another row takes over what the provider said, as `storeSession` does
 * @returns how many were not marked yet
 */
async function revoke(
  tx: Transaction,
  where: Prisma.SessionWhereInput,
  { goesOn = false } = {},
): Promise<number> {
  const ended = await tx.session.updateMany({
    where: { ...where, revokedAt: null },
    data: { revokedAt: new Date(), ...(goesOn ? {} : { sealedIdToken: null }) },
  });
  return ended.count;
}

const hintRow = z.object({ providerId: z.string(), sealedIdToken: z.string() });

/** What signs the person of a session out at the identity provider by which it began. */
export type SignOutHint = z.output<typeof hintRow>;

/** Returns the hint of a session that lives; null for one that is over by its time, or began in another way. */
async function signOutHint(tx: Transaction, id: string): Promise<SignOutHint | null> {
  const [hint] = await queryRows(tx, "what signs a person out at their provider", hintRow)`
    SELECT s."providerId", s."sealedIdToken" FROM ${SESSIONS_WITH_RULES}
    WHERE s."id" = ${id}::uuid AND s."providerId" IS NOT NULL AND s."sealedIdToken" IS NOT NULL AND ${IS_LIVE}`;
  return hint ?? null;
}

/**
 * Ends one session: the token that names it is worthless from the next request on.
 * @param why `signed_out` by its own person, or `revoked` by `by`
 * @param options `request`: that of a sign-out, whose person is known by the session alone
 * @returns null when there was no live session of this id (and, with `ofUser`, of this person); or else what signs its person
 *   out at their provider, which only a sign-out gets
 */
export async function endSession(
  id: string,
  why: "signed_out" | "revoked",
  options: { by?: ActedBy; ofUser?: string; request?: AuditRequest } = {},
): Promise<{ hint: SignOutHint | null } | null> {
  return await database().$transaction(async (tx) => {
    const hint = why === "signed_out" ? await signOutHint(tx, id) : null;
    const ended = await revoke(tx, { id, ...(options.ofUser ? { userId: options.ofUser } : {}) });
    if (ended === 0) return null;
    const session = await tx.session.findUniqueOrThrow({ where: { id }, include: { user: true } });
    const { user } = session;
    await recordEvent(tx, {
      workspaceId: null,
      actor: options.by?.actor ?? userActor(user),
      action: why === "signed_out" ? "session.sign_out" : "session.revoke",
      outcome: "succeeded",
      target: { type: "session", id, name: user.name },
      request: options.by?.request ?? options.request ?? null,
    });
    return { hint };
  });
}

/**
 * Ends all live sessions of a person but one.
 * @returns how many were ended
 */
export async function endOtherSessions(userId: string, keepSessionId: string, by: ActedBy): Promise<number> {
  const others = (await listSessions(userId, keepSessionId)).filter(({ current }) => !current);
  let ended = 0;
  for (const { id } of others) if (await endSession(id, "revoked", { by })) ended++;
  if (ended === 0) await recordNoneEnded(userId, by);
  return ended;
}

/** Recorded even when there was no session to end: the request is an act too. */
async function recordNoneEnded(userId: string, by: ActedBy): Promise<void> {
  const user = await database().user.findUnique({ where: { id: userId }, select: { name: true } });
  await recordEvent(database(), {
    workspaceId: null,
    ...by,
    action: "session.revoke",
    outcome: "succeeded",
    target: { type: "user", id: userId, name: user?.name ?? null },
    detail: { sessionsEnded: 0 },
  });
}

/**
 * Ends a person's sessions.
 * @param keepSessionId a session that goes on, where there is one
 * @returns how many were ended
 */
export async function endAllSessions(
  tx: Transaction,
  userId: string,
  keepSessionId?: string,
): Promise<number> {
  await lockSessions(tx, ofPerson(userId));
  const ended = (await readLive(tx, userId)).filter(({ id }) => id !== keepSessionId);
  // Those past their time, too: longer lives, if an owner set them, must not bring one back.
  await revoke(tx, { userId, ...(keepSessionId === undefined ? {} : { id: { not: keepSessionId } }) });
  return ended.length;
}

/**
 * Ends all of a person's sessions and links.
 * @param keepSessionId a session that goes on, where there is one
 * @returns how many sessions were ended
 */
export async function lockOut(tx: Transaction, userId: string, keepSessionId?: string): Promise<number> {
  const ended = await endAllSessions(tx, userId, keepSessionId);
  await voidLinks(tx, userId);
  return ended;
}

/** Ends the links by which somebody could set a password. */
export async function voidLinks(tx: Transaction, userId: string): Promise<void> {
  await tx.invitation.updateMany({ where: { userId, usedAt: null }, data: { expiresAt: new Date(0) } });
}

interface NewSessionRow {
  id: string;
  userId: string;
  ip: string | null;
  userAgent: string | null;
  method: string;
  /** The session whose life goes on under the new id; null for a sign-in. */
  continues: string | null;
  /** Set for a sign-in at an identity provider. A session that goes on keeps its own. */
  provider?: ProviderPart | null;
}

/** What a session has of the identity provider by which it began. */
export interface ProviderPart {
  id: string;
  /** What the provider said of the person, sealed; it signs them out there. */
  sealedIdToken: string;
  /** When the provider last asked who they are; null where it doesn't say, which proves nothing. */
  askedAt: Date | null;
}

/**
 * Stores a session of somebody who has just proved who they are. Its times are the database's, by whose clock it ends: that of
 * a replica may be wrong.
 */
export async function storeSession(tx: Transaction, session: NewSessionRow): Promise<void> {
  const { id, userId, ip, userAgent, method, continues, provider = null } = session;
  // Somebody who was signed in at the provider for hours has proved nothing now, nor has one of whom it says no time.
  const askedAt = provider === null ? null : (provider.askedAt ?? new Date(0));
  await tx.$executeRaw`
    INSERT INTO "Session" ("id", "userId", "ip", "userAgent", "method", "createdAt", "lastSeenAt", "provedAt",
      "providerId", "sealedIdToken")
    SELECT ${id}::uuid, ${userId}::uuid, ${ip}, ${userAgent}, ${method}, COALESCE(former."createdAt", now()), now(),
      LEAST(now(), COALESCE(${askedAt}::timestamptz, now())),
      COALESCE(${provider?.id ?? null}::uuid, former."providerId"),
      COALESCE(${provider?.sealedIdToken ?? null}, former."sealedIdToken")
    FROM (SELECT 1) AS one LEFT JOIN "Session" former ON former."id" = ${continues}::uuid`;
  // What a provider said of the person is needed by the session that goes on, and by none that has ended.
  await tx.session.updateMany({
    where: { userId, revokedAt: { not: null }, sealedIdToken: { not: null } },
    data: { sealedIdToken: null },
  });
}

/**
 * Notes that the person of a session has given a second factor in it: whoever sets up their first one has shown that they have it.
 */
export async function noteFactorGiven(tx: Transaction, id: string): Promise<void> {
  const { method } = await tx.session.findUniqueOrThrow({ where: { id }, select: { method: true } });
  await tx.session.update({ where: { id }, data: { method: onceFactorGiven(method) } });
}

/**
 * Makes room for one more session of a person. The one that their browser has ends, whoever's it is: a cookie that was copied from it
 * must not go on. Where there are too many, those that were unused for longest end, too.
 *
 * @param browserSessionId the session that the browser's cookie names; null for none
 * @returns whether the browser's lived, and how many others were ended
 */
export async function makeRoom(
  tx: Transaction,
  userId: string,
  browserSessionId: string | null,
): Promise<{ replaced: boolean; ended: number }> {
  await lockSessions(tx, Prisma.sql`(${ofPerson(userId)} OR s."id" = ${browserSessionId}::uuid)`);
  const replaced = browserSessionId !== null && (await revoke(tx, { id: browserSessionId })) > 0;
  const live = await readLive(tx, userId);
  const surplus = live.filter(({ most }, place) => place >= most - 1).map(({ id }) => id);
  return { replaced, ended: surplus.length === 0 ? 0 : await revoke(tx, { id: { in: surplus } }) };
}

/**
 * Ends a session whose life goes on in another one, which `storeSession` stores next.
 * @returns false where it has ended before
 */
export async function passOn(tx: Transaction, id: string): Promise<boolean> {
  return (await revoke(tx, { id }, { goesOn: true })) > 0;
}

/**
 * Ends the sessions that began at an identity provider, and forgets what it said in any of them: a provider that is removed leaves
 * nothing by which that could be opened.
 * @returns how many were ended
 */
export async function endProviderSessions(tx: Transaction, providerId: string): Promise<number> {
  await lockSessions(tx, Prisma.sql`s."providerId" = ${providerId}::uuid`);
  const ended = await revoke(tx, { providerId });
  await tx.session.updateMany({
    where: { providerId, sealedIdToken: { not: null } },
    data: { sealedIdToken: null },
  });
  return ended;
}

/**
 * Takes from the sessions of a provider what they had by its setting alone: from the next request on they count as one factor. Those
 * of which the provider itself said that it asked for two stay.
 */
export async function doubtFactors(tx: Transaction, providerId: string): Promise<void> {
  await lockSessions(tx, Prisma.sql`s."providerId" = ${providerId}::uuid`);
  const where = { providerId, method: "provider_trusted" satisfies SignInMethod, revokedAt: null };
  await tx.session.updateMany({ where, data: { method: "provider" satisfies SignInMethod } });
}

/**
 * Ends the sessions of a person that began at an identity provider, but for the one in which they say so.
 * @returns how many were ended
 */
export async function endProviderSessionsOf(
  tx: Transaction,
  user: { id: string; sessionId: string },
  providerId: string,
): Promise<number> {
  await lockSessions(tx, ofPerson(user.id));
  return await revoke(tx, { providerId, userId: user.id, id: { not: user.sessionId } });
}

/**
 * Ends the sessions of a domain's people that began in another way than at the domain's provider.
 * @param except people whose sessions go on
 * @returns how many were ended
 */
export async function endSessionsBesideProvider(
  tx: Transaction,
  domain: string,
  providerId: string,
  except: readonly string[],
): Promise<number> {
  const people = Prisma.sql`(SELECT "id" FROM "User" WHERE "email" LIKE ${`%@${literalText(domain)}`})`;
  await lockSessions(tx, Prisma.sql`s."userId" IN ${people}`);
  return await revoke(tx, {
    user: { email: { endsWith: `@${literalText(domain)}` } },
    userId: { notIn: [...except] },
    OR: [{ providerId: null }, { providerId: { not: providerId } }],
  });
}

/** Ends for good what is past its time, before or after the rules change: longer lives must not bring a session back. */
export async function endOverdue(tx: Transaction): Promise<void> {
  const isOver = Prisma.sql`s."id" NOT IN (SELECT s."id" FROM ${SESSIONS_WITH_RULES} WHERE ${IS_NOT_OVER})`;
  await lockSessions(tx, isOver);
  await tx.$executeRaw`
    UPDATE "Session" s SET "revokedAt" = now(), "sealedIdToken" = NULL WHERE s."revokedAt" IS NULL AND ${isOver}`;
}

/**
 * Removes where a person signed in from: addresses and browsers of their sessions, the browsers that are known as theirs, their
 * links, and notices about their account.
 * @returns how many sessions had an address or a browser
 */
export async function forgetBrowsers(tx: Transaction, userId: string): Promise<number> {
  const cleared = await tx.session.updateMany({
    where: {
      userId,
      OR: [{ ip: { not: null } }, { userAgent: { not: null } }, { sealedIdToken: { not: null } }],
    },
    data: { ip: null, userAgent: null, sealedIdToken: null },
  });
  await tx.knownDevice.deleteMany({ where: { userId } });
  await tx.invitation.deleteMany({ where: { userId } });
  await tx.personNotice.deleteMany({ where: { userId } });
  return cleared.count;
}
