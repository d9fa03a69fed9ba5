import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy, AuditFieldChange } from "@/lib/audit/event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { FieldError } from "@/lib/json/json-pointer";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { folded } from "@/lib/text/readable";
import { keepAdmins } from "../last-admin";
import { type NamedRoleChange, namedChanges } from "../named-changes";
import { workspaceIds } from "../named-workspaces";
import { roleEffects, setSourcedRoles } from "../role-grants";
import type { Role } from "../roles";
import { groupGrants, NO_RIGHTS } from "./group-grants";
import { lockGroups, type StoredGroup } from "./read-groups";

/** What a request says of a group. */
interface GroupParts {
  name: string;
  /** By slug; all of them. */
  workspaces: string[];
  /** All of them. */
  members: { userId: string; role: Role }[];
}

/** What a request changes of a group; a part that is left out stays. */
export type GroupChange = { [Part in keyof GroupParts]?: GroupParts[Part] | undefined };

const EMPTY: Omit<StoredGroup, "id" | "name"> = { version: 0, ...NO_RIGHTS, workspaceIds: [], members: [] };

async function checkMembers(
  tx: Transaction,
  members: readonly { userId: string }[],
  errors: FieldError[],
): Promise<void> {
  const ids = members.map(({ userId }) => userId);
  const rows = await tx.user.findMany({
    where: { id: { in: ids }, pseudonymisedAt: null },
    select: { id: true },
  });
  const known = new Set(rows.map(({ id }) => id));
  for (const [place, id] of ids.entries()) {
    const path = `/members/${place}/userId`;
    if (!known.has(id)) errors.push({ path, message: "There is no such person here" });
    else if (ids.indexOf(id) < place) errors.push({ path, message: "is in the list twice" });
  }
}

async function checkName(tx: Transaction, id: string, name: string, errors: FieldError[]): Promise<void> {
  const other = await tx.workspaceGroup.findFirst({
    where: { foldedName: folded(name), id: { not: id } },
    select: { name: true },
  });
  if (other) errors.push({ path: "/name", message: `There is a group ${other.name} already` });
}

/**
 * Returns what a group becomes by a change.
 * @throws Problem `invalid_body` with all that the change names wrongly
 */
async function changed(tx: Transaction, group: StoredGroup, change: GroupChange): Promise<StoredGroup> {
  const errors: FieldError[] = [];
  const { name = group.name, members = group.members } = change;
  if (change.name !== undefined) await checkName(tx, group.id, name, errors);
  const ids = change.workspaces
    ? await workspaceIds(tx, change.workspaces, (place) => `/workspaces/${place}`, errors)
    : group.workspaceIds;
  if (change.members) await checkMembers(tx, members, errors);
  if (errors.length > 0) throw invalidBody(errors);
  return { ...group, name, workspaceIds: ids, members };
}

async function storeParts(tx: Transaction, group: StoredGroup): Promise<void> {
  const { id, workspaceIds: ids, members } = group;
  await tx.workspaceGroupWorkspace.deleteMany({ where: { groupId: id } });
  await tx.workspaceGroupMember.deleteMany({ where: { groupId: id } });
  await tx.workspaceGroupWorkspace.createMany({
    data: ids.map((workspaceId) => ({ groupId: id, workspaceId })),
  });
  await tx.workspaceGroupMember.createMany({ data: members.map((member) => ({ groupId: id, ...member })) });
}

/** A group's parts in words, for its events. */
async function wordsOf(tx: Transaction, group: StoredGroup | null): Promise<Record<string, string | null>> {
  if (!group) return { "/name": null, "/workspaces": null, "/members": null };
  const workspaces = await tx.workspace.findMany({
    where: { id: { in: group.workspaceIds } },
    orderBy: { slug: "asc" },
    select: { slug: true },
  });
  const users = await tx.user.findMany({
    where: { id: { in: group.members.map(({ userId }) => userId) } },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
  const roles = new Map(group.members.map(({ userId, role }) => [userId, role]));
  return {
    "/name": group.name,
    "/workspaces": workspaces.map(({ slug }) => slug).join(", "),
    "/members": users.map(({ id, name }) => `${name} (${roles.get(id)})`).join(", "),
  };
}

function wordChanges(
  before: Record<string, string | null>,
  after: Record<string, string | null>,
): AuditFieldChange[] {
  return Object.keys(after)
    .filter((path) => before[path] !== after[path])
    .map((path) => ({ path, before: before[path] ?? null, after: after[path] ?? null }));
}

type Verb = "group.create" | "group.update" | "group.remove";

/**
 * Gives and takes what a change of a group means, and records it: in each workspace's log who has which role now, and at last
 * in the portal's what became of the group.
 */
async function settle(
  tx: Transaction,
  action: Verb,
  [before, after]: [StoredGroup | null, StoredGroup | null],
  by: ActedBy,
): Promise<void> {
  const group = after ?? before;
  if (!group) return;
  const words = [await wordsOf(tx, before), await wordsOf(tx, after)] as const;
  const grants = groupGrants(group, before ?? NO_RIGHTS, after ?? NO_RIGHTS);
  const effects = await setSourcedRoles(tx, grants, by);
  await keepAdmins(tx, effects);
  await recordEvent(tx, {
    workspaceId: null,
    ...by,
    action,
    outcome: "succeeded",
    target: { type: "group", id: group.id, name: group.name },
    changes: wordChanges(...words),
    detail: { rolesChanged: effects.filter((effect) => effect.before !== effect.after).length },
  });
}

/**
 * Makes a group of workspaces.
 * @returns its id
 * @throws Problem `invalid_body` for a name that is taken, an unknown workspace or person
 */
export async function addGroup(group: GroupParts, by: ActedBy): Promise<string> {
  const id = uuidv7();
  return await database().$transaction(async (tx) => {
    const made = await changed(tx, { id, ...EMPTY, name: "" }, group);
    const { name } = made;
    await tx.workspaceGroup.create({ data: { id, name, foldedName: folded(name), createdAt: recordTime() } });
    await storeParts(tx, made);
    await settle(tx, "group.create", [null, made], by);
    return id;
  });
}

async function lockedGroup(tx: Transaction, id: string): Promise<StoredGroup> {
  const [group] = await lockGroups(tx, [id]);
  if (group) return group;
  throw new Problem("not_found", "There is no such group");
}

/**
 * Changes a group of workspaces: what its people lose and get counts from their next requests on.
 * @param version the one that the change builds on; undefined for whichever is there
 * @throws Problem `not_found`; `invalid_body`; `conflict` where somebody else changed it, or a last admin would go
 */
export async function changeGroup(
  id: string,
  change: GroupChange,
  version: number | undefined,
  by: ActedBy,
): Promise<void> {
  await database().$transaction(async (tx) => {
    const before = await lockedGroup(tx, id);
    if (version !== undefined && version !== before.version)
      throw new Problem(
        "conflict",
        "Somebody else has changed this group since you opened it. Load it again",
      );
    const after = await changed(tx, before, change);
    await tx.workspaceGroup.update({
      where: { id },
      data: { name: after.name, foldedName: folded(after.name), version: { increment: 1 } },
    });
    await storeParts(tx, after);
    await settle(tx, "group.update", [before, after], by);
  });
}

/**
 * Removes a group of workspaces, and takes back what it gave.
 * @throws Problem `not_found`; `conflict` where a last admin would go
 */
export async function removeGroup(id: string, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    const before = await lockedGroup(tx, id);
    await storeParts(tx, { ...before, workspaceIds: [], members: [] });
    await tx.workspaceGroup.delete({ where: { id } });
    await settle(tx, "group.remove", [before, null], by);
  });
}

/**
 * Says whose roles a change of a group would change, and changes nothing.
 * @throws Problem `not_found` or `invalid_body`
 */
export async function previewGroup(id: string, change: GroupChange): Promise<NamedRoleChange[]> {
  return await database().$transaction(async (tx) => {
    const before = await lockedGroup(tx, id);
    const after = await changed(tx, before, change);
    return await namedChanges(tx, await roleEffects(tx, groupGrants(after, before, after)));
  });
}
