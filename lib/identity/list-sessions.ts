import "server-only";
import { database } from "@/lib/db/client";

export interface SessionView {
  id: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** A person's live sessions, the one that asks first, then the most recently used. */
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
