import "server-only";
import { z } from "zod";
import { Health, Prisma, Role } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { type Beside, queryRows } from "@/lib/db/query-rows";
import { HAS_FACTOR_SQL } from "./factors/factors";
import { IS_LIVE, SESSIONS_WITH_RULES } from "./live-sessions";
import { can, commonRole, type Permission } from "./roles";
import { FRESH_MINUTES } from "./session-settings";
import { onceFactorGiven, signInMethod, UNASKED_METHODS } from "./sign-in-methods";
import type { Person } from "./users";

const { sql } = Prisma;

/** The person of a request. */
export interface CallingPerson extends Person {
  /** The zone in which they read times; null for that of their browser. */
  timeZone: string | null;
}

/** A signed-in person, as read for this request. */
export interface SignedInUser extends CallingPerson {
  sessionId: string;
  /** Whether something about their account waits to be read (`notices.ts`); false where one workspace alone is asked for. */
  hasNotices: boolean;
  /** Whether they have proved a short time ago who they are (`FRESH_MINUTES`). */
  isFresh: boolean;
  /**
   * Whether they have no second factor, or gave none in this session, though the portal or one of the workspaces that were read wants
   * one. Where none of them does it is false, and nobody has looked.
   */
  lacksFactor: boolean;
  /** Whether the session began where nobody asks for a second factor, and none was given since: to have one is not enough. */
  gaveNoFactor: boolean;
}

/** The token that a request came with. */
export interface UsedToken {
  id: string;
  name: string;
  expiresAt: Date;
}

export interface BoundWorkspace {
  id: string;
  slug: string;
  name: string;
  /** Which of the portal's colours marks it. */
  colour: number;
  /** The person's role; for a token what that role and its own have in common. */
  role: string;
  upstream: string;
  upstreamWorkspaceId: string;
  /** The key's last four characters: enough to tell two keys apart. */
  keyHint: string;
  requireReason: boolean;
  /** Whether its members need a second factor, whatever the portal wants. */
  requireSecondFactor: boolean;
  /** In seconds; null for none. */
  defaultCallLimits: { maxCallDuration: number; endCallOnSilence: number } | null;
  health: { state: Health; detail: string | null; checkedAt: string | null };
}

/** A workspace as it was read with its caller. */
export interface CallersWorkspace extends BoundWorkspace {
  /** Whether nobody was seen in it for a minute. */
  lookedLongAgo: boolean;
  /** Whether the person wants to find it first; false where one workspace alone is asked for. */
  starred: boolean;
}

export interface SignedInCaller {
  user: SignedInUser;
  token: null;
  /** The workspaces that the user is bound to, by name. */
  workspaces: CallersWorkspace[];
  /** Whether everybody needs a second factor, in all of the portal. */
  portalWantsFactor: boolean;
}

export interface TokenCaller {
  /** The person for whom the token acts. */
  user: CallingPerson;
  token: UsedToken;
  /** The token's workspaces, as far as the person is bound to them. */
  workspaces: CallersWorkspace[];
}

/** Whoever sends a request: somebody who is signed in, or a script with somebody's token. */
export type Caller = SignedInCaller | TokenCaller;

/** A caller, and what was read beside each of their workspaces: its row, unchecked, by the workspace's id. */
export type Found<C extends Caller> = C & { beside: ReadonlyMap<string, unknown> };

const text = z.string();
/** The columns of the tables that every request reads: the person's (`u`), the workspace's (`w`) and the binding's (`b`). */
const COLUMNS = sql`
  u."id" AS "userId", u."name" AS "userName", u."email", u."isOwner", u."timeZone", w."id" AS "workspaceId", w."slug",
  w."name" AS "workspaceName", w."colour", b."role", w."upstream", w."upstreamWorkspaceId", w."keyHint", w."requireReason",
  w."requireSecondFactor", w."defaultMaxCallDuration" AS "maxCallDuration", w."defaultEndCallOnSilence" AS "endCallOnSilence", w."health",
  w."healthDetail", w."healthCheckedAt", w."lookedAt" IS NULL OR w."lookedAt" < now() - interval '1 minute' AS "lookedLongAgo"`;
const person = {
  userId: text,
  userName: text,
  email: text,
  isOwner: z.boolean(),
  timeZone: text.nullable(),
  usedLongAgo: z.boolean(),
};
type PersonRow = z.output<z.ZodObject<typeof person>>;
const bound = {
  workspaceId: text,
  slug: text,
  workspaceName: text,
  colour: z.int(),
  role: z.enum(Role),
  upstream: text,
  upstreamWorkspaceId: text,
  keyHint: text,
  requireReason: z.boolean(),
  requireSecondFactor: z.boolean(),
  maxCallDuration: z.number().nullable(),
  endCallOnSilence: z.number().nullable(),
  health: z.enum(Health),
  healthDetail: text.nullable(),
  healthCheckedAt: z.date().nullable(),
  lookedLongAgo: z.boolean(),
  starred: z.boolean(),
};
type BoundRow = z.output<z.ZodObject<typeof bound>>;

/** A row with a workspace, and the columns that somebody else reads beside these; or the one of a person who has none. */
function callerRow<Own extends z.ZodRawShape>(own: Own) {
  return z.union([
    z.looseObject({ ...person, ...own, ...bound }),
    z.object({ ...person, ...own, workspaceId: z.null() }),
  ]);
}

const sessionRow = callerRow({
  sessionId: text,
  isFresh: z.boolean(),
  hasNotices: z.boolean(),
  method: text,
  portalWantsFactor: z.boolean(),
  lacksFactor: z.boolean(),
});
const tokenRow = callerRow({ tokenId: text, tokenName: text, tokenRole: z.enum(Role), expiresAt: z.date() });

const PORTAL_WANTS_FACTOR = sql`COALESCE(rules."requireSecondFactor", false)`;

/** Reads no table of factors where none is wanted: `AND` of SQL's expressions goes from left to right. */
const LACKS_FACTOR = sql`
  ((${PORTAL_WANTS_FACTOR} OR COALESCE(w."requireSecondFactor", false))
    AND (s."method" IN (${Prisma.join(UNASKED_METHODS)}) OR NOT ${HAS_FACTOR_SQL}))`;

const HAS_NOTICES = sql`
  EXISTS (SELECT 1 FROM "PersonNotice" n WHERE n."userId" = u."id" AND n."key" IS NULL AND n."readAt" IS NULL)`;

const IS_STARRED = sql`
  EXISTS (SELECT 1 FROM "WorkspaceStar" star WHERE star."userId" = u."id" AND star."workspaceId" = w."id")`;

/** What a request needs besides its caller. */
export interface Needs {
  /** The one workspace that the request is about, by id or slug; null for all of them. */
  only?: string | null;
  /** What else to read in the same statement; the tables of the person (`u`) and of the workspace (`w`) are there. */
  beside?: Beside | null;
  /** Whether a page asks by itself: nobody uses the session by that, which must end when it is left alone. */
  background?: boolean;
}

const isWanted = (only: string | null) =>
  sql`(${only}::text IS NULL OR w."slug" = ${only}::text OR w."id"::text = ${only}::text)`;
const byName = (only: string | null) => (only === null ? sql`ORDER BY lower(w."name")` : Prisma.empty);
const columnsOf = (beside: Beside | null) => (beside ? sql`, ${beside.columns}` : Prisma.empty);

/**
 * Returns a session's person and their workspaces. One SQL statement reads them anew on every request, so that an
 * ended session, a disabled person or a removed binding counts from the next request on.
 *
 * @param sessionId from the session's cookie
 * @returns null when the session has ended, or the person is disabled
 */
export async function findCaller(
  sessionId: string,
  { only = null, beside = null, background = false }: Needs = {},
): Promise<Found<SignedInCaller> | null> {
  const rows = await queryRows(prepared(), "the caller of a session", sessionRow)`
    SELECT s."id" AS "sessionId", s."lastSeenAt" < now() - interval '1 minute' AS "usedLongAgo",
           s."provedAt" > now() - make_interval(mins => ${FRESH_MINUTES}::int) AS "isFresh",
           ${only === null ? HAS_NOTICES : sql`false`} AS "hasNotices", ${only === null ? IS_STARRED : sql`false`} AS "starred",
           s."method", ${PORTAL_WANTS_FACTOR} AS "portalWantsFactor", ${LACKS_FACTOR} AS "lacksFactor",
           ${COLUMNS} ${columnsOf(beside)}
    FROM ${SESSIONS_WITH_RULES}
    LEFT JOIN ("Binding" b JOIN "Workspace" w ON w."id" = b."workspaceId")
      ON b."userId" = u."id" AND ${isWanted(only)}
    ${beside?.joins ?? Prisma.empty}
    WHERE s."id" = ${sessionId}::uuid AND ${IS_LIVE}
    ${byName(only)}`;
  const [first] = rows;
  if (!first) return null;
  if (first.usedLongAgo && !background) await noteUse(sql`"Session" SET "lastSeenAt" = now()`, sessionId);
  const { isFresh, hasNotices, portalWantsFactor, method } = first;
  const lacksFactor = rows.some((row) => row.lacksFactor) && !signInMethod(method)?.provenElsewhere;
  const gaveNoFactor = onceFactorGiven(method) !== method;
  return {
    user: { ...personOf(first), sessionId: first.sessionId, isFresh, hasNotices, lacksFactor, gaveNoFactor },
    token: null,
    portalWantsFactor,
    ...workspacesOf(rows, beside !== null, ({ role }) => role),
  };
}

/**
 * Returns a token's person and the workspaces in which it counts, by one SQL statement as for a session. What its person may
 * not do any more, the token may not do from the next request on.
 *
 * @param tokenHash the hash of what the caller sent
 * @returns null for no token of this hash, one that was revoked or has run out, or whose person is disabled
 */
export async function findTokenCaller(
  tokenHash: string,
  { only = null, beside = null }: Needs = {},
): Promise<Found<TokenCaller> | null> {
  const rows = await queryRows(prepared(), "the caller of a token", tokenRow)`
    SELECT t."id" AS "tokenId", t."name" AS "tokenName", t."role" AS "tokenRole", t."expiresAt",
           ${only === null ? IS_STARRED : sql`false`} AS "starred",
           t."lastUsedAt" IS NULL OR t."lastUsedAt" < now() - interval '1 minute' AS "usedLongAgo",
           ${COLUMNS} ${columnsOf(beside)}
    FROM "ApiToken" t JOIN "User" u ON u."id" = t."userId"
    LEFT JOIN ("ApiTokenWorkspace" tw JOIN "Workspace" w ON w."id" = tw."workspaceId"
               JOIN "Binding" b ON b."workspaceId" = tw."workspaceId")
      ON tw."tokenId" = t."id" AND b."userId" = u."id" AND ${isWanted(only)}
    ${beside?.joins ?? Prisma.empty}
    WHERE t."tokenHash" = ${tokenHash} AND t."revokedAt" IS NULL AND t."expiresAt" > now() AND u."disabledAt" IS NULL
    ${byName(only)}`;
  const [first] = rows;
  if (!first) return null;
  const { tokenId: id, tokenName: name, tokenRole, expiresAt } = first;
  if (first.usedLongAgo) await noteUse(sql`"ApiToken" SET "lastUsedAt" = now()`, id);
  return {
    user: personOf(first),
    token: { id, name, expiresAt },
    ...workspacesOf(rows, beside !== null, ({ role }) => commonRole(role, tokenRole)),
  };
}

/** When something was last used is worth no waiting for the disk. */
async function noteUse(change: Prisma.Sql, id: string): Promise<void> {
  await prepared().$queryRaw`
    UPDATE ${change} FROM set_config('synchronous_commit', 'off', true) WHERE "id" = ${id}::uuid`;
}

function personOf({ userId, userName, email, isOwner, timeZone }: PersonRow): CallingPerson {
  return { id: userId, name: userName, email, isOwner, timeZone };
}

/**
 * Returns the workspaces among a caller's rows, and each one's row for what was read beside it.
 * @param roleIn the caller's role in the workspace of a row; null for none
 */
function workspacesOf(
  rows: readonly (BoundRow | { workspaceId: null })[],
  hasBeside: boolean,
  roleIn: (row: BoundRow) => string | null,
): Pick<Found<Caller>, "workspaces" | "beside"> {
  const workspaces: CallersWorkspace[] = [];
  const beside = new Map<string, unknown>();
  for (const row of rows) {
    if (row.workspaceId === null) continue;
    const role = roleIn(row);
    if (role === null) continue;
    workspaces.push(toBoundWorkspace(row, role));
    if (hasBeside) beside.set(row.workspaceId, row);
  }
  return { workspaces, beside };
}

function toBoundWorkspace(row: BoundRow, role: string): CallersWorkspace {
  const { maxCallDuration, endCallOnSilence } = row;
  return {
    id: row.workspaceId,
    slug: row.slug,
    name: row.workspaceName,
    colour: row.colour,
    role,
    upstream: row.upstream,
    upstreamWorkspaceId: row.upstreamWorkspaceId,
    keyHint: row.keyHint,
    requireReason: row.requireReason,
    requireSecondFactor: row.requireSecondFactor,
    // The database has both or neither.
    defaultCallLimits:
      maxCallDuration === null || endCallOnSilence === null ? null : { maxCallDuration, endCallOnSilence },
    health: {
      state: row.health,
      detail: row.healthDetail,
      checkedAt: row.healthCheckedAt?.toISOString() ?? null,
    },
    lookedLongAgo: row.lookedLongAgo,
    starred: row.starred,
  };
}

/** The bound workspace that a path names, by id or slug. */
export function boundWorkspace(caller: Caller, idOrSlug: string): CallersWorkspace | null {
  return caller.workspaces.find((item) => item.id === idOrSlug || item.slug === idOrSlug) ?? null;
}

/**
 * Whether a caller has to set up a second factor, or to give theirs, before anything else. A token hasn't: it isn't a sign-in, and was made by a
 * proof of who its person is.
 *
 * @param workspace the one that the request is about; null outside of any
 */
export function mustSetUpFactor(caller: Caller, workspace: BoundWorkspace | null): boolean {
  if (caller.token) return false;
  return caller.user.lacksFactor && (caller.portalWantsFactor || workspace?.requireSecondFactor === true);
}

/**
 * Returns the workspaces in which a caller has permissions now. One whose members need a second factor is none of them as long as
 * the caller lacks theirs: what is read across workspaces must not show more than each of them does.
 */
export function openWorkspaces(caller: Caller, permissions: readonly Permission[]): BoundWorkspace[] {
  return caller.workspaces.filter(
    (workspace) =>
      permissions.every((permission) => can(workspace.role, permission)) &&
      !mustSetUpFactor(caller, workspace),
  );
}
