import "server-only";
import { z } from "zod";
import type { ActedBy, AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { IS_LIVE, IS_NOT_OVER, SESSIONS_PER_PERSON, SESSIONS_WITH_RULES } from "./live-sessions";
import { userActor } from "./users";

export interface SessionView {
  id: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

const sessionRow = z.object({
  id: z.string(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
});

/** A person's live sessions: the one of this request first, then the most recently used. */
export async function listSessions(userId: string, currentSessionId: string): Promise<SessionView[]> {
  const rows = await queryRows(database(), "a person's sessions", sessionRow)`
    SELECT s."id", s."ip", s."userAgent", s."createdAt", s."lastSeenAt" FROM ${SESSIONS_WITH_RULES}
    WHERE s."userId" = ${userId}::uuid AND ${IS_LIVE}
    ORDER BY s."id" = ${currentSessionId}::uuid DESC, s."lastSeenAt" DESC`;
  return rows.map((row) => ({
    id: row.id,
    ip: row.ip,
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === currentSessionId,
  }));
}

const heldRow = z.object({ id: z.string(), most: z.int() });

/**
 * The sessions of a person that are not over, the most recently used first, each with the most that one person may have. They
 * are locked, always in the same order, so that none of them is ended twice.
 */
async function lockLive(tx: Transaction, userId: string): Promise<z.output<typeof heldRow>[]> {
  await tx.$queryRaw`SELECT "id" FROM "Session" WHERE "userId" = ${userId}::uuid AND "revokedAt" IS NULL ORDER BY "id" FOR UPDATE`;
  return await queryRows(tx, "a person's live sessions", heldRow)`
    SELECT s."id", ${SESSIONS_PER_PERSON} AS "most" FROM ${SESSIONS_WITH_RULES}
    WHERE s."userId" = ${userId}::uuid AND ${IS_NOT_OVER}
    ORDER BY s."lastSeenAt" DESC, s."id"`;
}

/**
 * Marks sessions as ended: their tokens are worthless from the next request on.
 * @returns how many were not marked yet
 */
async function revoke(tx: Transaction, where: Prisma.SessionWhereInput): Promise<number> {
  const ended = await tx.session.updateMany({
    where: { ...where, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return ended.count;
}

/**
 * Ends one session: the token that names it is worthless from the next request on.
 * @param why `signed_out` by its own person, or `revoked` by `by`
 * @param options `request`: that of a sign-out, whose person is known by the session alone
 * @returns false when there was no live session of this id (and, with `ofUser`, of this person)
 */
export async function endSession(
  id: string,
  why: "signed_out" | "revoked",
  options: { by?: ActedBy; ofUser?: string; request?: AuditRequest } = {},
): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    const ended = await revoke(tx, { id, ...(options.ofUser ? { userId: options.ofUser } : {}) });
    if (ended === 0) return false;
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
    return true;
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
 * Ends all of a person's sessions and links.
 * @param keepSessionId a session that goes on, where there is one
 * @returns how many sessions were ended
 */
export async function lockOut(tx: Transaction, userId: string, keepSessionId?: string): Promise<number> {
  const ended = (await lockLive(tx, userId)).filter(({ id }) => id !== keepSessionId);
  // Those past their time, too: longer lives, if an owner set them, must not bring one back.
  await revoke(tx, { userId, ...(keepSessionId === undefined ? {} : { id: { not: keepSessionId } }) });
  await tx.invitation.updateMany({ where: { userId, usedAt: null }, data: { expiresAt: new Date(0) } });
  return ended.length;
}

interface NewSessionRow {
  id: string;
  userId: string;
  ip: string | null;
  userAgent: string | null;
  /** The session whose life goes on under the new id; null for a sign-in. */
  continues: string | null;
}

/**
 * Stores a session of somebody who has just proved who they are. Its times are the database's, by whose clock it ends: that of
 * a replica may be wrong.
 */
export async function storeSession(tx: Transaction, session: NewSessionRow): Promise<void> {
  const { id, userId, ip, userAgent, continues } = session;
  await tx.$executeRaw`
    INSERT INTO "Session" ("id", "userId", "ip", "userAgent", "createdAt", "lastSeenAt", "provedAt")
    SELECT ${id}::uuid, ${userId}::uuid, ${ip}, ${userAgent},
      COALESCE((SELECT "createdAt" FROM "Session" WHERE "id" = ${continues}::uuid), now()), now(), now()`;
}

/**
 * Makes room for one more session of a person: those that were unused for longest end, where there are too many.
 * @returns how many were ended
 */
export async function makeRoom(tx: Transaction, userId: string): Promise<number> {
  const live = await lockLive(tx, userId);
  const ended = live.filter(({ most }, place) => place >= most - 1).map(({ id }) => id);
  return ended.length === 0 ? 0 : await revoke(tx, { id: { in: ended } });
}

/**
 * Ends the session that a browser has when it gets another one, whoever's it is: a cookie that was copied from it must not
 * go on.
 * @returns whether it lived
 */
export async function replaceSession(tx: Transaction, id: string | null): Promise<boolean> {
  return id !== null && (await revoke(tx, { id })) > 0;
}

/** Ends for good what is past its time, before or after the rules change: longer lives must not bring a session back. */
export async function endOverdue(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Session" SET "revokedAt" = now() WHERE "revokedAt" IS NULL
      AND "id" NOT IN (SELECT s."id" FROM ${SESSIONS_WITH_RULES} WHERE ${IS_NOT_OVER})`;
}
