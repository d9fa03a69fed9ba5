import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { HAS_FACTOR_SQL } from "@/lib/identity/factors/factors";
import { can, ROLE_NAMES } from "@/lib/identity/roles";
import { HAPPENING_KINDS, HAPPENINGS, type HappeningKind } from "./happenings";

const { sql } = Prisma;

/** The roles whose members may learn of a kind of happening. */
export function rolesFor(kind: HappeningKind): string[] {
  return ROLE_NAMES.filter((role) => can(role, HAPPENINGS[kind].reads));
}

const OF_KINDS = Prisma.join(
  HAPPENING_KINDS.map(
    (kind) => sql`(n."kind" = ${kind} AND b."role"::text IN (${Prisma.join(rolesFor(kind))}))`,
  ),
  " OR ",
);

/**
 * Whoever signs in by a provider gives their second factor there, and has none here. Whether they gave it is known in a session
 * only.
 */
const HAS_ANY_FACTOR = sql`(${HAS_FACTOR_SQL} OR EXISTS (SELECT 1 FROM "ExternalIdentity" x WHERE x."userId" = u."id"))`;

/**
 * The condition that the person (`u`) of a notice (`n`) may read it now: they can sign in, and their role in its workspace may
 * know such things. It is looked at whenever a notice is read or sent, since a role can end after the notice was made.
 */
export const MAY_READ = sql`(u."disabledAt" IS NULL AND (n."workspaceId" IS NULL OR EXISTS (
  SELECT 1 FROM "Binding" b JOIN "Workspace" w ON w."id" = b."workspaceId"
  WHERE b."userId" = n."userId" AND b."workspaceId" = n."workspaceId" AND (${OF_KINDS})
    AND (${HAS_ANY_FACTOR} OR NOT (w."requireSecondFactor" OR COALESCE(
      (SELECT s."requireSecondFactor" FROM "PortalSettings" s WHERE s."id" = 1), false))))))`;
