import "server-only";
import type { Transaction } from "@/lib/db/client";
import { lockGroups, type StoredGroup } from "../groups/read-groups";
import type { NamedRoleChange } from "../named-changes";
import { type RoleChange, roleEffects, type SourcedGrant, strongest } from "../role-grants";
import type { Role } from "../roles";

/** A person who is to have access, whether or not they are here already. */
export interface WantedPerson {
  /** As it is stored (`normaliseEmail`). */
  email: string;
  name: string;
  owner: boolean;
  roles: { workspaceId: string; role: Role }[];
  groups: { groupId: string; role: Role }[];
}

/** What becomes of a person: they are invited, are here already and get roles, or are refused. */
export type AdmissionOutcome = "invited" | "here" | "refused";

interface Planned {
  person: WantedPerson;
  outcome: AdmissionOutcome;
  /** Null for a person who is not here yet. */
  userId: string | null;
  /** Why they are refused, or what of the request is left out; null for nothing. */
  reason: string | null;
}

export interface AdmissionPlan {
  people: Planned[];
  groups: StoredGroup[];
}

interface Known {
  id: string;
  email: string;
  name: string;
  isOwner: boolean;
  disabledAt: Date | null;
}

function planFor(person: WantedPerson, known: Known | undefined): Planned {
  if (!known) return { person, outcome: "invited", userId: null, reason: null };
  const own = { ...person, name: known.name };
  if (known.disabledAt)
    return {
      person: own,
      outcome: "refused",
      userId: known.id,
      reason: "is here, and disabled. Enable them first",
    };
  const reason =
    person.owner && !known.isOwner ? "is here already. Make them an owner on their own page" : null;
  return { person: own, outcome: "here", userId: known.id, reason };
}

/**
 * Decides what becomes of people, with everything locked that it depends on until the transaction ends: groups first, then
 * people, each in the order of their ids.
 */
export async function planAdmission(
  tx: Transaction,
  wanted: readonly WantedPerson[],
): Promise<AdmissionPlan> {
  const groupIds = new Set(wanted.flatMap(({ groups }) => groups.map(({ groupId }) => groupId)));
  const groups = await lockGroups(tx, [...groupIds]);
  const emails = wanted.map(({ email }) => email);
  await tx.$queryRaw`SELECT "id" FROM "User" WHERE "email" = ANY(${emails}::text[]) ORDER BY "id" FOR NO KEY UPDATE`;
  const known = await tx.user.findMany({
    where: { email: { in: emails } },
    select: { id: true, email: true, name: true, isOwner: true, disabledAt: true },
  });
  const byEmail = new Map(known.map((user) => [user.email, user]));
  return { groups, people: wanted.map((person) => planFor(person, byEmail.get(person.email))) };
}

/** The role that a person gets in a group: never less than they have there. */
export function roleInGroup(group: StoredGroup, userId: string, role: Role): Role {
  const present = group.members.find((member) => member.userId === userId)?.role;
  return strongest(present === undefined ? [role] : [role, present]) ?? role;
}

/** A planned person's grants. */
function grantsOf({ person }: Planned, userId: string, groups: readonly StoredGroup[]): SourcedGrant[] {
  const direct = person.roles.map(({ workspaceId, role }) => ({
    ...{ userId, workspaceId, role },
    source: "direct" as const,
    through: null,
  }));
  const through = person.groups.flatMap(({ groupId, role }) => {
    const group = groups.find(({ id }) => id === groupId);
    if (!group) return [];
    return group.workspaceIds.map((workspaceId) => ({
      ...{ userId, workspaceId, role: roleInGroup(group, userId, role) },
      source: `group:${group.id}` as const,
      through: group.name,
    }));
  });
  return [...direct, ...through];
}

/**
 * Returns the grants of a plan. Nobody's role becomes less by an invitation, so a direct role that adds nothing to what a
 * person has is left out.
 * @param idOf the id of a planned person; null for one who is refused
 */
export async function plannedGrants(
  tx: Transaction,
  { people, groups }: AdmissionPlan,
  idOf: (planned: Planned) => string | null,
): Promise<SourcedGrant[]> {
  const wanted = people.flatMap((planned) => {
    const id = planned.outcome === "refused" ? null : idOf(planned);
    return id === null ? [] : grantsOf(planned, id, groups);
  });
  const bindings = await tx.binding.findMany({
    where: { userId: { in: people.flatMap(({ userId }) => userId ?? []) } },
  });
  const has = new Map(bindings.map(({ userId, workspaceId, role }) => [`${userId} ${workspaceId}`, role]));
  return wanted.filter(({ source, userId, workspaceId, role }) => {
    const present = has.get(`${userId} ${workspaceId}`);
    if (source !== "direct" || present === undefined || role === null) return true;
    return strongest([present, role]) !== present;
  });
}

/** What a plan would change, for people to read before it is carried out. */
export interface AdmissionPreview {
  email: string;
  name: string;
  outcome: AdmissionOutcome;
  owner: boolean;
  reason: string | null;
  roles: Omit<NamedRoleChange, "user">[];
}

/** Returns what a plan would do. A person who is not here yet has the place in the plan for an id. */
export async function previewOf(tx: Transaction, plan: AdmissionPlan): Promise<AdmissionPreview[]> {
  // No person has these ids, so nobody has grants under them.
  const madeUp = (place: number) => `00000000-0000-7000-8000-${place.toString(16).padStart(12, "0")}`;
  const ids = new Map(plan.people.map((planned, place) => [planned, planned.userId ?? madeUp(place)]));
  const effects = await roleEffects(tx, await plannedGrants(tx, plan, (planned) => ids.get(planned) ?? null));
  const named = await namedRoles(tx, effects);
  return plan.people.map((planned) => ({
    email: planned.person.email,
    name: planned.person.name,
    outcome: planned.outcome,
    owner: planned.outcome === "invited" && planned.person.owner,
    reason: planned.reason,
    roles: named.get(ids.get(planned) ?? "") ?? [],
  }));
}

/** Changes of roles by person, with the names of workspaces. */
export async function namedRoles(
  tx: Transaction,
  effects: readonly RoleChange[],
): Promise<Map<string, AdmissionPreview["roles"]>> {
  const userIds = [...new Set(effects.map(({ userId }) => userId))];
  const workspaces = await tx.workspace.findMany({
    where: { id: { in: effects.map(({ workspaceId }) => workspaceId) } },
    orderBy: { name: "asc" },
    select: { id: true, slug: true, name: true, colour: true },
  });
  const byPerson = new Map(userIds.map((id) => [id, effects.filter(({ userId }) => userId === id)]));
  return new Map(
    [...byPerson].map(([id, own]) => [
      id,
      workspaces.flatMap(({ id: workspaceId, ...workspace }) => {
        const effect = own.find((change) => change.workspaceId === workspaceId);
        return effect ? [{ workspace, before: effect.before, after: effect.after }] : [];
      }),
    ]),
  );
}
