import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { openWorkspaces, type SignedInCaller } from "@/lib/identity/find-caller";
import { type NoticeFacts, noticeSchema } from "@/lib/identity/notice-kinds";
import { MAY_READ } from "./may-read";
import { type NoticeRow, noticeRow, spokenNotices } from "./spoken-notices";

const { sql } = Prisma;

/** A notice about something that happened, as its reader gets it. */
export interface HappeningItem {
  kind: string;
  sentence: string;
  /** The page that says more. */
  path: string;
  /** Null for what belongs to no workspace. */
  workspace: { slug: string; name: string } | null;
}

/** What lies in somebody's inbox: a matter of their own account, or something that happened. */
export type InboxItem = (NoticeFacts | HappeningItem) & { id: string; at: string; readAt: string | null };

const inboxRow = noticeRow.extend({ key: z.string().nullable() });

/**
 * Of what belongs to a workspace, only what the caller may read there now: a role can have ended since, and in this session a
 * second factor can be missing.
 */
function ofReader(caller: SignedInCaller): Prisma.Sql {
  const open = openWorkspaces(caller, ["workspace.read"]).map(({ id }) => id);
  return sql`n."userId" = ${caller.user.id}::uuid AND n."inInbox" AND ${MAY_READ}
    AND (n."workspaceId" IS NULL OR n."workspaceId" = ANY(${open}::uuid[]))`;
}

/** How a part of the inbox is asked for. */
export interface InboxQuery {
  state: "unread" | "all";
  limit: number;
  /** The id of the last notice of the page before. */
  cursor?: string | undefined;
}

async function itemsOf(rows: readonly (NoticeRow & { key: string | null })[]): Promise<InboxItem[]> {
  const spoken = await spokenNotices(rows.filter(({ key }) => key !== null));
  return rows.flatMap(({ id, kind, detail, key, createdAt, readAt }): InboxItem[] => {
    const place = { id, at: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null };
    if (key === null) {
      const known = noticeSchema.safeParse({ kind, detail });
      return known.success ? [{ ...known.data, ...place }] : [];
    }
    const words = spoken.get(id);
    return words ? [{ kind, ...words, ...place }] : [];
  });
}

/** Returns a page of somebody's notices, the newest first. Those of a later version of the portal are left out. */
export async function readInbox(
  caller: SignedInCaller,
  { state, limit, cursor }: InboxQuery,
): Promise<{ items: InboxItem[]; nextCursor: string | null }> {
  const rows = await queryRows(prepared(), "an inbox", inboxRow)`
    SELECT n."id"::text AS "id", n."kind", n."detail", n."key", n."createdAt", n."readAt", n."workspaceId"::text AS "workspaceId"
    FROM "PersonNotice" n JOIN "User" u ON u."id" = n."userId"
    WHERE ${ofReader(caller)} AND (${state === "all"}::boolean OR n."readAt" IS NULL)
      AND (${cursor ?? null}::uuid IS NULL OR n."id" < ${cursor ?? null}::uuid)
    ORDER BY n."id" DESC LIMIT ${limit + 1}::int`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: await itemsOf(shown), nextCursor: last && rows.length > limit ? last.id : null };
}

const countRow = z.object({ unread: z.int() });

/** Returns how many notices somebody has not read. */
export async function countUnread(caller: SignedInCaller): Promise<number> {
  const [row] = await queryRows(prepared(), "the unread notices", countRow)`
    SELECT count(*)::int AS "unread" FROM "PersonNotice" n JOIN "User" u ON u."id" = n."userId"
    WHERE ${ofReader(caller)} AND n."readAt" IS NULL`;
  return row?.unread ?? 0;
}
