import "server-only";
import { z } from "zod";
import { Health, Prisma, Role } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { type Beside, queryRows } from "@/lib/db/query-rows";
import { IS_LIVE, SESSIONS_WITH_RULES } from "./live-sessions";
import { FRESH_MINUTES } from "./session-settings";

/** A signed-in person, as read for this request. */
export interface SignedInUser {
  id: string;
  name: string;
  email: string;
  isOwner: boolean;
  sessionId: string;
  /** Whether something about their account waits to be read (`notices.ts`); false where one workspace alone is asked for. */
  hasNotices: boolean;
  /** Whether they have proved a short time ago who they are (`FRESH_MINUTES`). */
  isFresh: boolean;
}

export interface BoundWorkspace {
  id: string;
  slug: string;
  name: string;
  /** Which of the portal's colours marks it. */
  colour: number;
  role: string;
  upstream: string;
  upstreamWorkspaceId: string;
  /** The key's last four characters: enough to tell two keys apart. */
  keyHint: string;
  requireReason: boolean;
  /** In seconds; null for none. */
  defaultCallLimits: { maxCallDuration: number; endCallOnSilence: number } | null;
  health: { state: Health; detail: string | null; checkedAt: string | null };
}

export interface Caller {
  user: SignedInUser;
  /** The workspaces that the user is bound to, by name. */
  workspaces: BoundWorkspace[];
}

/** A caller, and what was read beside each of their workspaces: its row, unchecked, by the workspace's id. */
export interface FoundCaller extends Caller {
  beside: ReadonlyMap<string, unknown>;
}

const text = z.string();
const person = {
  sessionId: text,
  userId: text,
  userName: text,
  email: text,
  isOwner: z.boolean(),
  seenLongAgo: z.boolean(),
  isFresh: z.boolean(),
  hasNotices: z.boolean(),
};
/** With the columns that somebody else reads beside these. */
const boundRow = z.looseObject({
  ...person,
  workspaceId: text,
  slug: text,
  workspaceName: text,
  colour: z.int(),
  role: z.enum(Role),
  upstream: text,
  upstreamWorkspaceId: text,
  keyHint: text,
  requireReason: z.boolean(),
  maxCallDuration: z.number().nullable(),
  endCallOnSilence: z.number().nullable(),
  health: z.enum(Health),
  healthDetail: text.nullable(),
  healthCheckedAt: z.date().nullable(),
});
const callerRow = z.union([boundRow, z.object({ ...person, workspaceId: z.null() })]);

const HAS_NOTICES = Prisma.sql`
  EXISTS (SELECT 1 FROM "PersonNotice" n WHERE n."userId" = u."id" AND n."readAt" IS NULL)`;

/**
 * Returns a session's person and their workspaces. One SQL statement reads them anew on every request, so that an
 * ended session, a disabled person or a removed binding counts from the next request on.
 *
 * @param sessionId from the session token
 * @param only the one workspace that the request is about, by id or slug; null for all of them
 * @param beside what else to read in the same statement; the tables of the person (`u`) and of the workspace (`w`) are there
 * @returns null when the session has ended, or the person is disabled
 */
export async function findCaller(
  sessionId: string,
  only: string | null = null,
  beside: Beside | null = null,
): Promise<FoundCaller | null> {
  const rows = await queryRows(prepared(), "the caller of a session", callerRow)`
    SELECT s."id" AS "sessionId", u."id" AS "userId", u."name" AS "userName", u."email", u."isOwner",
           s."lastSeenAt" < now() - interval '1 minute' AS "seenLongAgo",
           s."provedAt" > now() - make_interval(mins => ${FRESH_MINUTES}::int) AS "isFresh",
           ${only === null ? HAS_NOTICES : Prisma.sql`false`} AS "hasNotices",
           w."id" AS "workspaceId", w."slug", w."name" AS "workspaceName", w."colour", b."role", w."upstream",
           w."upstreamWorkspaceId", w."keyHint", w."requireReason", w."defaultMaxCallDuration" AS "maxCallDuration",
           w."defaultEndCallOnSilence" AS "endCallOnSilence", w."health", w."healthDetail", w."healthCheckedAt"
           ${beside ? Prisma.sql`, ${beside.columns}` : Prisma.empty}
    FROM ${SESSIONS_WITH_RULES}
    LEFT JOIN ("Binding" b JOIN "Workspace" w ON w."id" = b."workspaceId")
      ON b."userId" = u."id" AND (${only}::text IS NULL OR w."slug" = ${only}::text OR w."id"::text = ${only}::text)
    ${beside?.joins ?? Prisma.empty}
    WHERE s."id" = ${sessionId}::uuid AND ${IS_LIVE}
    ${only === null ? Prisma.sql`ORDER BY lower(w."name")` : Prisma.empty}`;
  const [first] = rows;
  if (!first) return null;
  if (first.seenLongAgo) await markSeen(sessionId);
  return {
    user: {
      id: first.userId,
      name: first.userName,
      email: first.email,
      isOwner: first.isOwner,
      sessionId: first.sessionId,
      isFresh: first.isFresh,
      hasNotices: first.hasNotices,
    },
    workspaces: rows.flatMap((row) => (row.workspaceId === null ? [] : [toBoundWorkspace(row)])),
    beside: new Map(
      rows.flatMap((row) => (beside === null || row.workspaceId === null ? [] : [[row.workspaceId, row]])),
    ),
  };
}

/** When somebody was last seen is worth no waiting for the disk. */
async function markSeen(sessionId: string): Promise<void> {
  await prepared().$queryRaw`
    UPDATE "Session" SET "lastSeenAt" = now() FROM set_config('synchronous_commit', 'off', true)
    WHERE "id" = ${sessionId}::uuid`;
}

function toBoundWorkspace(row: z.output<typeof boundRow>): BoundWorkspace {
  const { maxCallDuration, endCallOnSilence } = row;
  return {
    id: row.workspaceId,
    slug: row.slug,
    name: row.workspaceName,
    colour: row.colour,
    role: row.role,
    upstream: row.upstream,
    upstreamWorkspaceId: row.upstreamWorkspaceId,
    keyHint: row.keyHint,
    requireReason: row.requireReason,
    // The database has both or neither.
    defaultCallLimits:
      maxCallDuration === null || endCallOnSilence === null ? null : { maxCallDuration, endCallOnSilence },
    health: {
      state: row.health,
      detail: row.healthDetail,
      checkedAt: row.healthCheckedAt?.toISOString() ?? null,
    },
  };
}

/** The bound workspace that a path names, by id or slug. */
export function boundWorkspace(caller: Caller, idOrSlug: string): BoundWorkspace | null {
  return caller.workspaces.find((item) => item.id === idOrSlug || item.slug === idOrSlug) ?? null;
}
