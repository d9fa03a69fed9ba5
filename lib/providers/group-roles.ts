import "server-only";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { adoptWorkspaces } from "@/lib/identity/adopt-workspaces";
import { type GrantSource, setRoles, strongest } from "@/lib/identity/role-grants";
import { ROLE_NAMES, type Role } from "@/lib/identity/roles";

/** A role in a workspace that membership of a group gives. */
export interface GroupRole {
  group: string;
  workspaceId: string;
  role: Role;
}

/** A person, and the groups that the provider last said they are in. */
interface GroupMember {
  userId: string;
  groups: readonly string[];
}

const memberRow = z.object({ userId: z.string(), groups: z.array(z.string()) });
const grantRow = z.object({ userId: z.string(), workspaceId: z.string(), role: z.enum(ROLE_NAMES) });

/** The name under which a provider's roles are granted. */
export function providerSource(providerId: string): GrantSource {
  return `provider:${providerId}`;
}

/** Returns the role that groups give in each workspace: of several, the one that may do most. */
export function rolesOfGroups(groups: readonly string[], mapping: readonly GroupRole[]): Map<string, Role> {
  const roles = new Map<string, Role>();
  const own = new Set(groups);
  for (const { group, workspaceId, role } of mapping) {
    if (!own.has(group)) continue;
    const former = roles.get(workspaceId);
    roles.set(workspaceId, strongest(former ? [former, role] : [role]) ?? role);
  }
  return roles;
}

/** Returns how a provider maps groups now. */
async function groupRolesOf(tx: Transaction, providerId: string): Promise<GroupRole[]> {
  const rows = await tx.providerGroupRole.findMany({
    where: { providerId },
    orderBy: [{ groupName: "asc" }, { workspaceId: "asc" }],
  });
  return rows.map(({ groupName, workspaceId, role }) => ({ group: groupName, workspaceId, role }));
}

/** Returns grants by the people who have them: a group may have thousands. */
function ofPeople<Grant extends { userId: string }>(grants: readonly Grant[]): Map<string, Grant[]> {
  const all = new Map<string, Grant[]>();
  for (const grant of grants) {
    const own = all.get(grant.userId);
    if (own) own.push(grant);
    else all.set(grant.userId, [grant]);
  }
  return all;
}

/** An identity provider, as far as it gives roles. */
export interface RoleGiver {
  id: string;
  name: string;
  enabled: boolean;
  groupsClaim: string | null;
  /** Whether its directory says who is in which group. What it says at a sign-in counts for nothing then. */
  directoryGroups: boolean;
}

/**
 * Makes the roles that a provider gives people what their groups give now: a group that somebody has left takes its role back. A provider
 * that is switched off gives none, since nobody could say any more who is in a group. A workspace that would lose its last admin by
 * it gets an owner as admin.
 *
 * @param userIds the people whose groups may have changed; null: everybody whom the provider concerns
 * @param heirId the owner who becomes admin where nobody is left; null: the one who has been here for longest
 */
export async function settleGroupRoles(
  tx: Transaction,
  provider: RoleGiver,
  userIds: readonly string[] | null,
  { by, heirId }: { by: ActedBy; heirId: string | null },
): Promise<void> {
  const givesRoles = provider.enabled && (provider.directoryGroups || provider.groupsClaim !== null);
  const mapping = givesRoles ? await groupRolesOf(tx, provider.id) : [];
  const source = providerSource(provider.id);
  const given = await queryRows(tx, "the roles that a provider gives", grantRow)`
    SELECT "userId", "workspaceId", "role"::text FROM "RoleGrant"
    WHERE "source" = ${source} AND (${userIds}::uuid[] IS NULL OR "userId" = ANY(${userIds}::uuid[]))`;
  const groupsOf = new Map(
    (await groupMembers(tx, provider, userIds)).map(({ userId, groups }) => [userId, groups]),
  );
  const givenTo = ofPeople(given);
  const concerned = new Set([...groupsOf.keys(), ...givenTo.keys()]);
  const grants = [...concerned].flatMap((userId) => {
    const wanted = rolesOfGroups(groupsOf.get(userId) ?? [], mapping);
    const own = givenTo.get(userId) ?? [];
    const taken = own.filter(({ workspaceId }) => !wanted.has(workspaceId));
    return [
      ...taken.map(({ workspaceId }) => ({ userId, workspaceId, role: null })),
      ...[...wanted]
        .filter(([id, role]) => !own.some((grant) => grant.workspaceId === id && grant.role === role))
        .map(([workspaceId, role]) => ({ userId, workspaceId, role })),
    ];
  });
  await setRoles(tx, grants, { source, through: provider.name, by });
  const lessened = grants.filter(({ role }) => role !== "admin").map(({ workspaceId }) => workspaceId);
  await adoptWorkspaces(tx, [...new Set(lessened)].sort(), heirId, by);
}

/**
 * Returns people of a provider with their groups: those of its directory, or those that were last seen at a sign-in.
 * @param userIds the people to look for; null: all
 */
async function groupMembers(
  tx: Transaction,
  { id, directoryGroups }: Pick<RoleGiver, "id" | "directoryGroups">,
  userIds: readonly string[] | null,
): Promise<GroupMember[]> {
  if (!directoryGroups) {
    const only = userIds === null ? {} : { userId: { in: [...userIds] } };
    return await tx.externalIdentity.findMany({
      where: { providerId: id, ...only },
      select: { userId: true, groups: true },
    });
  }
  return await queryRows(tx, "people with their groups", memberRow)`
    SELECT d."userId", array_remove(array_agg(g."displayName"), NULL) AS "groups"
    FROM "DirectoryUser" d LEFT JOIN "DirectoryGroupMember" m ON m."userId" = d."id" LEFT JOIN "DirectoryGroup" g ON g."id" = m."groupId"
    WHERE d."directoryId" = ${id}::uuid AND (${userIds}::uuid[] IS NULL OR d."userId" = ANY(${userIds}::uuid[]))
    GROUP BY d."userId"`;
}

/** What a mapping would do to one person's role in one workspace; null: no role. */
export interface RoleEffect {
  user: { id: string; name: string; email: string };
  workspace: { id: string; slug: string; name: string };
  before: Role | null;
  after: Role | null;
}

export interface MappingPreview {
  items: RoleEffect[];
  /** How many people of this provider are known, by whose groups the effects are worked out. */
  people: number;
  /** The groups that were seen among them, for whoever writes a mapping. */
  groups: string[];
}

/** Returns the workspaces and people that effects name, by id. */
async function namesOf(userIds: string[], workspaceIds: string[]) {
  const [users, workspaces] = await Promise.all([
    database().user.findMany({
      where: { id: { in: userIds } },
      select: { id: true, name: true, email: true },
      orderBy: { name: "asc" },
    }),
    database().workspace.findMany({
      where: { id: { in: workspaceIds } },
      select: { id: true, slug: true, name: true },
      orderBy: { name: "asc" },
    }),
  ]);
  return { users, workspaces };
}

/**
 * Works out who would gain and lose which role by a mapping, by the groups that are known of each person. A role that somebody
 * has from elsewhere stays.
 */
export async function previewGroupRoles(
  provider: Pick<RoleGiver, "id" | "directoryGroups">,
  mapping: readonly GroupRole[],
): Promise<MappingPreview> {
  const source = providerSource(provider.id);
  const members = await groupMembers(database(), provider, null);
  const holders = await database().roleGrant.findMany({ where: { source }, select: { userId: true } });
  const userIds = [...new Set([...members, ...holders].map(({ userId }) => userId))];
  const grants = await database().roleGrant.findMany({ where: { userId: { in: userIds } } });
  const workspaceIds = [...new Set([...grants, ...mapping].map(({ workspaceId }) => workspaceId))];
  const { users, workspaces } = await namesOf(userIds, workspaceIds);
  const groupsOf = new Map(members.map(({ userId, groups }) => [userId, groups]));
  const grantedTo = ofPeople(grants);
  const items = users.flatMap((user) => {
    const wanted = rolesOfGroups(groupsOf.get(user.id) ?? [], mapping);
    const own = grantedTo.get(user.id) ?? [];
    return workspaces.flatMap((workspace) => {
      const here = own.filter(({ workspaceId }) => workspaceId === workspace.id);
      const others = here.filter((grant) => grant.source !== source).map(({ role }) => role);
      const next = wanted.get(workspace.id);
      const before = strongest(here.map(({ role }) => role));
      const after = strongest(next ? [...others, next] : others);
      return before === after ? [] : [{ user, workspace, before, after }];
    });
  });
  const groups = [...new Set(members.flatMap((member) => [...member.groups]))].sort();
  return { items, people: members.length, groups };
}
