import "server-only";
import { z } from "zod";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import type { FlowKind } from "@/lib/flows/model/flow";

/** The events of a flow that somebody commented. */
export interface CommentedEvent {
  eventId: string;
  comments: number;
  /** When the last comment was written. */
  lastAt: string;
  /** Who wrote it, by their present name. */
  lastBy: string;
}

const row = z.object({ eventId: z.string(), comments: z.int(), lastAt: z.date(), lastBy: z.string() });
const MOST_SHOWN = 20;

/** Returns the events of a flow that have comments, those with the last ones first. Its readers may read all of them. */
export async function commentedEvents(
  workspaceId: string,
  kind: FlowKind,
  flowId: string,
): Promise<CommentedEvent[]> {
  const rows = await queryRows(prepared(), "the commented events of a flow", row)`
    SELECT c."eventId"::text AS "eventId", count(*)::int AS "comments", max(c."createdAt") AS "lastAt",
           (array_agg(u."name" ORDER BY c."id" DESC))[1] AS "lastBy"
    FROM "EventComment" c JOIN "AuditEvent" e ON e."id" = c."eventId" JOIN "User" u ON u."id" = c."authorId"
    WHERE c."workspaceId" = ${workspaceId}::uuid AND e."chain" = ${workspaceId} AND e."targetId" = ${flowId}
      AND e."targetType" = ${kind}
    GROUP BY c."eventId" ORDER BY max(c."id"::text) DESC LIMIT ${MOST_SHOWN}::int`;
  return rows.map(({ lastAt, ...rest }) => ({ ...rest, lastAt: lastAt.toISOString() }));
}
