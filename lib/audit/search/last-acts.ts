import "server-only";
import { z } from "zod";
import type { AuditEventView } from "@/lib/audit/event";
import { readableEventView } from "@/lib/audit/event-view";
import type { AuditAction } from "@/lib/audit/events/actions";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";

const actRow = z.object({ workspaceId: z.string(), userId: z.string(), at: z.date() });

/**
 * Returns when people last did something in workspaces, by both ids with a blank between: the newest event of theirs in that
 * workspace's log. One statement, and one look into an index for each pair.
 */
export async function lastActs(
  pairs: readonly { userId: string; workspaceId: string }[],
): Promise<Map<string, Date>> {
  if (pairs.length === 0) return new Map();
  const rows = await queryRows(database(), "the last acts of people", actRow)`
    SELECT pair."workspaceId", pair."userId", act."occurredAt" AS "at"
    FROM unnest(${pairs.map(({ workspaceId }) => workspaceId)}::text[], ${pairs.map(({ userId }) => userId)}::text[])
      AS pair("workspaceId", "userId")
    CROSS JOIN LATERAL (
      SELECT "occurredAt" FROM "AuditEvent"
      WHERE "chain" = pair."workspaceId" AND "actorId" = pair."userId" ORDER BY "sequence" DESC LIMIT 1
    ) AS act`;
  return new Map(rows.map(({ workspaceId, userId, at }) => [`${workspaceId} ${userId}`, at]));
}

/** Returns the newest event of a successful action in a log; null where the log has none, or has it no more. */
export async function lastEventOf(chain: string, action: AuditAction): Promise<AuditEventView | null> {
  const row = await database().auditEvent.findFirst({
    where: { chain, action, outcome: "succeeded" },
    orderBy: { sequence: "desc" },
  });
  return row && readableEventView(row);
}
