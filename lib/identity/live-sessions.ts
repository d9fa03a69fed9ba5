import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { SESSION_SETTINGS, type SessionSettingName } from "./session-settings";

/** The tables that say whether a session lives: the session's row (`s`), its person (`u`) and the portal's settings (`rules`). */
export const SESSIONS_WITH_RULES = Prisma.sql`
  "Session" s JOIN "User" u ON u."id" = s."userId" LEFT JOIN "PortalSettings" rules ON rules."id" = 1`;

const setting = (name: SessionSettingName) =>
  Prisma.sql`COALESCE(rules.${Prisma.raw(`"${name}"`)}, ${SESSION_SETTINGS[name].initial}::int)`;

/** A limit by two settings: that for everybody, and that for owners, who never get more than the others. */
const limit = (everybody: SessionSettingName, owners: SessionSettingName) => Prisma.sql`
  CASE WHEN u."isOwner" THEN LEAST(${setting(everybody)}, ${setting(owners)}) ELSE ${setting(everybody)} END`;

/** The condition of a session that was neither ended nor is past its time, over `SESSIONS_WITH_RULES`. */
export const IS_NOT_OVER = Prisma.sql`
  s."revokedAt" IS NULL
  AND s."lastSeenAt" > now() - make_interval(mins => ${limit("idleMinutes", "ownerIdleMinutes")})
  AND s."createdAt" > now() - make_interval(hours => ${limit("lifeHours", "ownerLifeHours")})`;

/**
 * The condition of a session that lives: its person may sign in, too. It is decided by the rules of this moment, so that a
 * shorter life that an owner sets counts for sessions that are there.
 */
export const IS_LIVE = Prisma.sql`${IS_NOT_OVER} AND u."disabledAt" IS NULL`;

/** The most sessions of one person, over the same tables. */
export const SESSIONS_PER_PERSON = setting("sessionsPerPerson");
