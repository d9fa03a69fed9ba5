import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvents } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { StoredGroup } from "../groups/read-groups";
import { type AddedPerson, addPeople } from "../invitations";
import { type RoleChange, setSourcedRoles } from "../role-grants";
import {
  type AdmissionPlan,
  type AdmissionPreview,
  namedRoles,
  planAdmission,
  plannedGrants,
  roleInGroup,
  type WantedPerson,
} from "./plan-admission";

/** What became of a person, with the token of their link where they were invited. */
export interface Admitted extends AdmissionPreview {
  userId: string | null;
  token: string | null;
  /** The address to which a mail with the link is on its way; null where none is. */
  mailedTo: string | null;
}

/** The person's id by address: that of an added one, or the one that they had. */
type IdOf = (email: string) => string | null;

/** Puts people into the groups of a plan. */
async function joinGroups(
  tx: Transaction,
  { people, groups }: AdmissionPlan,
  idOf: IdOf,
): Promise<StoredGroup[]> {
  const joined: StoredGroup[] = [];
  for (const group of groups) {
    const members = people.flatMap(({ person, outcome }) => {
      const role = person.groups.find(({ groupId }) => groupId === group.id)?.role;
      const userId = idOf(person.email);
      if (role === undefined || userId === null || outcome === "refused") return [];
      return [{ groupId: group.id, userId, role: roleInGroup(group, userId, role) }];
    });
    const had = new Map(group.members.map(({ userId, role }) => [userId, role]));
    const changed = members.filter(({ userId, role }) => had.get(userId) !== role);
    if (changed.length === 0) continue;
    const replaced = { groupId: group.id, userId: { in: changed.map(({ userId }) => userId) } };
    await tx.workspaceGroupMember.deleteMany({ where: replaced });
    await tx.workspaceGroupMember.createMany({ data: changed });
    await tx.workspaceGroup.update({ where: { id: group.id }, data: { version: { increment: 1 } } });
    joined.push({ ...group, members: changed });
  }
  return joined;
}

async function recordGroups(
  tx: Transaction,
  joined: readonly StoredGroup[],
  effects: readonly RoleChange[],
  by: ActedBy,
): Promise<void> {
  const events = joined.map((group) => {
    const ids = new Set(group.members.map(({ userId }) => userId));
    const inGroup = effects.filter(
      ({ userId, workspaceId }) => ids.has(userId) && group.workspaceIds.includes(workspaceId),
    );
    return {
      workspaceId: null,
      ...by,
      action: "group.update" as const,
      outcome: "succeeded" as const,
      target: { type: "group" as const, id: group.id, name: group.name },
      detail: { rolesChanged: inGroup.filter(({ before, after }) => before !== after).length },
    };
  });
  await recordEvents(tx, events);
}

/** Carries a plan out, in the transaction that made it. */
export async function carryOut(tx: Transaction, plan: AdmissionPlan, by: ActedBy): Promise<Admitted[]> {
  const here = new Map(plan.people.map(({ person, userId }) => [person.email, userId]));
  const fresh = plan.people.filter(({ outcome }) => outcome === "invited").map(({ person }) => person);
  let effects: RoleChange[] = [];
  let joined: StoredGroup[] = [];
  const giveRoles = async (added: readonly AddedPerson[]) => {
    const ids = new Map([...here, ...added.map(({ email, id }) => [email, id] as const)]);
    const idOf: IdOf = (email) => ids.get(email) ?? null;
    const grants = await plannedGrants(tx, plan, ({ person }) => idOf(person.email));
    joined = await joinGroups(tx, plan, idOf);
    effects = await setSourcedRoles(tx, grants, by);
  };
  const added = await addPeople(tx, fresh, by, giveRoles);
  await recordGroups(tx, joined, effects, by);
  const links = new Map(added.map((person) => [person.email, person]));
  const roles = await namedRoles(
    tx,
    effects.filter(({ before, after }) => before !== after),
  );
  return plan.people.map(({ person, outcome, userId, reason }) => {
    const link = links.get(person.email);
    const id = link?.id ?? userId;
    return {
      email: person.email,
      name: person.name,
      outcome,
      owner: outcome === "invited" && person.owner,
      reason,
      roles: roles.get(id ?? "") ?? [],
      userId: id,
      token: link?.token ?? null,
      mailedTo: link?.mailedTo ?? null,
    };
  });
}

/**
 * Gives people access: those who are not here are invited, those who are get the roles besides what they have. All that can be
 * done is done in one transaction, and each person's result says what became of them.
 */
export async function admitPeople(wanted: readonly WantedPerson[], by: ActedBy): Promise<Admitted[]> {
  return await database().$transaction(async (tx) => await carryOut(tx, await planAdmission(tx, wanted), by));
}
