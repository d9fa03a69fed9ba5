import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { FieldError } from "@/lib/json/json-pointer";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { keepAdmins } from "./last-admin";
import { workspaceIds } from "./named-workspaces";
import { type RoleGrant, setRoles, strongest } from "./role-grants";
import { type Role, roleLabel } from "./roles";

/** A role that is to be given directly in a workspace, by its slug; null takes it back. */
export interface WantedRole {
  workspace: string;
  role: Role | null;
}

/** The direct grants of a person, and the strongest of what they have through something else, by workspace. */
async function grantsOf(tx: Transaction, userId: string) {
  const rows = await tx.roleGrant.findMany({ where: { userId } });
  const direct = new Map<string, Role>();
  const elsewhere = new Map<string, Role>();
  for (const { workspaceId, source, role } of rows) {
    if (source === "direct") direct.set(workspaceId, role);
    else elsewhere.set(workspaceId, strongest([role, elsewhere.get(workspaceId) ?? role]) ?? role);
  }
  return { direct, elsewhere };
}

/** A role below the one that a group gives would do nothing, in silence. */
function tooWeak(grants: readonly RoleGrant[], elsewhere: ReadonlyMap<string, Role>): FieldError[] {
  return grants.flatMap(({ workspaceId, role }, place) => {
    const given = elsewhere.get(workspaceId);
    if (role === null || given === undefined || strongest([role, given]) === role) return [];
    const message = `This person is ${roleLabel(given)} here through a group. Change it there, or leave the role out`;
    return [{ path: `/roles/${place}/role`, message }];
  });
}

/**
 * Gives a person roles in several workspaces directly, and takes them back, all or none. Workspaces that aren't named stay as
 * they are, and so does what groups give.
 *
 * @throws Problem `not_found`; `invalid_body` for an unknown workspace, or a role that a group's would hide; `conflict` where
 *   the last admin of a workspace would go
 */
export async function setPersonRoles(
  userId: string,
  wanted: readonly WantedRole[],
  by: ActedBy,
): Promise<void> {
  await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`;
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw new Problem("not_found", "There is no such person");
    if (user.pseudonymisedAt)
      throw new Problem("conflict", "This person has left, and gets no roles any more");
    const errors: FieldError[] = [];
    const at = (place: number) => `/roles/${place}/workspace`;
    const ids = await workspaceIds(
      tx,
      wanted.map(({ workspace }) => workspace),
      at,
      errors,
    );
    if (errors.length > 0) throw invalidBody(errors);
    const grants = ids.map((workspaceId, place) => ({
      userId,
      workspaceId,
      role: wanted[place]?.role ?? null,
    }));
    const { direct, elsewhere } = await grantsOf(tx, userId);
    const weak = tooWeak(grants, elsewhere);
    if (weak.length > 0) throw invalidBody(weak);
    const changed = grants.filter(({ workspaceId, role }) => (direct.get(workspaceId) ?? null) !== role);
    const effects = await setRoles(tx, changed, { source: "direct", through: null, by });
    await keepAdmins(tx, effects);
    const slugs = new Map(ids.map((id, place) => [id, wanted[place]?.workspace]));
    const words = (roleIn: (grant: RoleGrant) => Role | null | undefined) =>
      changed.map((grant) => `${slugs.get(grant.workspaceId)}: ${roleIn(grant) ?? "none"}`).join(", ");
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.set_roles",
      outcome: "succeeded",
      target: { type: "user", id: userId, name: user.name },
      changes: [
        {
          path: "/roles",
          before: words(({ workspaceId }) => direct.get(workspaceId)),
          after: words(({ role }) => role),
        },
      ],
      detail: { rolesChanged: effects.filter(({ before, after }) => before !== after).length },
    });
  });
}
