import "server-only";
import type { ActedBy, AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { userActor } from "./users";

export interface SessionView {
  id: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** A person's live sessions: the one of this request first, then the most recently used. */
export async function listSessions(userId: string, currentSessionId: string): Promise<SessionView[]> {
  const rows = await database().session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: "desc" },
  });
  const views = rows.map((row) => ({
    id: row.id,
    ip: row.ip,
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === currentSessionId,
  }));
  return views.sort((a, b) => Number(b.current) - Number(a.current));
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
    const ended = await tx.session.updateMany({
      where: { id, revokedAt: null, ...(options.ofUser ? { userId: options.ofUser } : {}) },
      data: { revokedAt: new Date() },
    });
    if (ended.count === 0) return false;
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
  const others = await database().session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: new Date() }, id: { not: keepSessionId } },
    select: { id: true },
  });
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
  const now = new Date();
  const ended = await tx.session.updateMany({
    where: {
      userId,
      revokedAt: null,
      expiresAt: { gt: now },
      ...(keepSessionId === undefined ? {} : { id: { not: keepSessionId } }),
    },
    data: { revokedAt: now },
  });
  await tx.invitation.updateMany({ where: { userId, usedAt: null }, data: { expiresAt: new Date(0) } });
  return ended.count;
}
