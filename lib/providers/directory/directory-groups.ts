import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy } from "@/lib/audit/event";
import type { AuditAction } from "@/lib/audit/events/actions";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { DirectoryGroup, Prisma, SignInProvider } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";
import { UUID } from "@/lib/text/ids";
import { settleGroupRoles } from "../group-roles";
import { type GivenGroup, readGivenGroup, SCHEMA_OF } from "./attributes";
import type { Directory } from "./connection";
import { readFilter } from "./expressions";
import {
  byId,
  conditionsOf,
  listMessage,
  nameKey,
  pageOfQuery,
  type ResourceQuery,
  wanting,
} from "./find-resources";
import {
  accountsOf,
  changeMembers,
  type Members,
  type MemberView,
  memberIds,
  membersOf,
} from "./group-members";
import { type GroupPatch, type MembersPatch, readGroupPatch } from "./group-patch";
import { scimProblem } from "./scim-problem";
import { changeLocked } from "./turns";

type Resource = Record<string, unknown>;
type Asked = Pick<ResourceQuery, "attributes" | "excludedAttributes">;

/** Returns a group as a directory reads it. @param base the address of the directory's own paths */
function groupResource(row: DirectoryGroup, members: MemberView[] | undefined, base: string): Resource {
  const { id, displayName, externalId, createdAt, updatedAt } = row;
  return {
    schemas: [SCHEMA_OF.Group],
    id,
    ...(externalId === null ? {} : { externalId }),
    displayName,
    ...(members === undefined ? {} : { members }),
    meta: {
      resourceType: "Group",
      created: createdAt.toISOString(),
      lastModified: updatedAt.toISOString(),
      location: `${base}/Groups/${id}`,
    },
  };
}

/** Returns groups as a directory reads them: with their members only where these are wanted, since a group may have thousands. */
async function resourcesOf(
  tx: Transaction,
  rows: readonly DirectoryGroup[],
  asked: Asked,
  base: string,
): Promise<Resource[]> {
  const ids = rows.map(({ id }) => id);
  const members = wanting(asked)("members") ? await membersOf(tx, ids, base) : null;
  return rows.map((row) => groupResource(row, members?.get(row.id), base));
}

async function resourceOf(
  tx: Transaction,
  row: DirectoryGroup,
  asked: Asked,
  base: string,
): Promise<Resource> {
  const [resource = {}] = await resourcesOf(tx, [row], asked, base);
  return resource;
}

/** So many members may be in one answer. */
const MOST_MEMBERS = 20_000;

/** Returns how many groups of a page fit into one answer with their members: at least one. The next page begins with the others. */
async function fittingGroups(rows: readonly DirectoryGroup[]): Promise<number> {
  const groupId = { in: rows.map(({ id }) => id) };
  const counts = await database().directoryGroupMember.groupBy({
    by: "groupId",
    where: { groupId },
    _count: true,
  });
  const countOf = new Map(counts.map((count) => [count.groupId, count._count]));
  let members = 0;
  const firstTooMany = rows.findIndex(({ id }) => {
    members += countOf.get(id) ?? 0;
    return members > MOST_MEMBERS;
  });
  return firstTooMany === -1 ? rows.length : Math.max(firstTooMany, 1);
}

/** The groups of a directory, as far as a filter fits them. @throws Problem with `invalidFilter` */
export async function listDirectoryGroups(
  { id: directoryId }: Directory,
  query: ResourceQuery,
  base: string,
): Promise<Resource> {
  const withMember = (value: string) => (UUID.test(value) ? { members: { some: { userId: value } } } : null);
  const conditions = conditionsOf<Prisma.DirectoryGroupWhereInput>(readFilter(query.filter ?? ""), {
    id: byId,
    displayName: (value) => ({ displayNameKey: nameKey(value) }),
    externalId: (value) => ({ externalId: value }),
    "members.value": withMember,
    members: withMember,
  });
  if (conditions === null) return listMessage([], 0, query);
  const where = { directoryId, AND: conditions };
  const [rows, total] = await Promise.all([
    database().directoryGroup.findMany({
      where,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      ...pageOfQuery(query),
    }),
    database().directoryGroup.count({ where }),
  ]);
  const shown = wanting(query)("members") ? rows.slice(0, await fittingGroups(rows)) : rows;
  return listMessage(await resourcesOf(database(), shown, query, base), total, query);
}

/** @throws Problem `not_found`, also for a group of another directory */
async function rowOf(
  tx: Transaction,
  { id: directoryId }: Pick<Directory, "id">,
  id: string,
): Promise<DirectoryGroup> {
  const row = UUID.test(id) ? await tx.directoryGroup.findUnique({ where: { id, directoryId } }) : null;
  if (!row) throw new Problem("not_found", "This directory keeps no group of this id here");
  return row;
}

/** One group of a directory. @throws Problem `not_found` */
export async function readDirectoryGroup(
  directory: Directory,
  id: string,
  asked: Asked,
  base: string,
): Promise<Resource> {
  return await resourceOf(database(), await rowOf(database(), directory, id), asked, base);
}

/** @throws Problem with `uniqueness` for a name that another group has: roles are given by it, so it has to tell groups apart */
async function mustBeFree(tx: Transaction, directoryId: string, displayName: string, ownId: string | null) {
  const other = await tx.directoryGroup.findUnique({
    where: { directoryId_displayNameKey: { directoryId, displayNameKey: nameKey(displayName) } },
    select: { id: true },
  });
  if (other && other.id !== ownId) throw scimProblem("uniqueness", `There is a group ${displayName} already`);
}

/** Gives and takes the roles of people whose membership changed, by their ids within the directory. */
async function settleMembers(
  tx: Transaction,
  provider: SignInProvider,
  ids: readonly string[],
  by: ActedBy,
): Promise<void> {
  if (!provider.directoryGroups || ids.length === 0) return;
  await settleGroupRoles(tx, provider, await accountsOf(tx, ids), { by, heirId: null });
}

type GroupAction = Extract<AuditAction, `directory.${string}_group`>;

async function record(
  tx: Transaction,
  action: GroupAction,
  provider: SignInProvider,
  detail: { group: string; added: number; removed: number; formerName?: string },
  by: ActedBy,
): Promise<void> {
  await recordEvent(tx, {
    workspaceId: null,
    ...by,
    action,
    outcome: "succeeded",
    target: { type: "sign_in_provider", id: provider.id, name: provider.name },
    detail,
  });
}

const counted = ({ added, removed }: Members) => ({ added: added.length, removed: removed.length });

const allOf = (members: readonly string[]): MembersPatch => ({
  isWhole: true,
  added: new Set(members),
  removed: new Set(),
});

function columnsOf({ displayName, externalId }: Pick<GivenGroup, "displayName" | "externalId">) {
  return { displayName, displayNameKey: nameKey(displayName), externalId };
}

/** Adds a group. @throws Problem with the fault in the words of the standard */
export async function addDirectoryGroup(
  directory: Directory,
  body: Resource,
  by: ActedBy,
  asked: Asked,
  base: string,
): Promise<Resource> {
  const given = readGivenGroup(body);
  return await changeLocked(directory, async (tx, provider) => {
    await mustBeFree(tx, directory.id, given.displayName, null);
    const made = await tx.directoryGroup.create({
      data: { id: uuidv7(), directoryId: directory.id, ...columnsOf(given) },
    });
    const members = await changeMembers(tx, made, allOf(given.members));
    await settleMembers(tx, provider, members.added, by);
    await record(tx, "directory.add_group", provider, { group: given.displayName, ...counted(members) }, by);
    return await resourceOf(tx, made, asked, base);
  });
}

/** A group as a directory wants it. */
type Wanted = Pick<GivenGroup, "displayName" | "externalId"> & { members: MembersPatch };

/**
 * Makes a group what a directory says it is, with the roles that follow.
 *
 * @param read what it should be, by what it is
 * @param answer the answer that is made of it, in the same transaction
 * @throws Problem with the fault in the words of the standard
 */
async function changeDirectoryGroup<Answer>(
  directory: Directory,
  id: string,
  read: (present: DirectoryGroup) => Wanted,
  by: ActedBy,
  answer: (tx: Transaction, row: DirectoryGroup) => Promise<Answer>,
): Promise<Answer> {
  return await changeLocked(directory, async (tx, provider) => {
    const row = await rowOf(tx, directory, id);
    const wanted = read(row);
    const { displayName } = wanted;
    await mustBeFree(tx, directory.id, displayName, id);
    const members = await changeMembers(tx, row, wanted.members);
    const isRenamed = displayName !== row.displayName;
    const isChanged = isRenamed || members.added.length + members.removed.length > 0;
    // Directories send again what they have sent before.
    if (!isChanged && wanted.externalId === row.externalId) return await answer(tx, row);
    const data = { ...columnsOf(wanted), updatedAt: new Date() };
    const after = await tx.directoryGroup.update({ where: { id }, data });
    // A name gives other roles to everybody, also to those who stay.
    const concerned = isRenamed ? await memberIds(tx, id) : members.added;
    await settleMembers(tx, provider, [...concerned, ...members.removed], by);
    const renamed = isRenamed ? { formerName: row.displayName } : {};
    if (isChanged)
      await record(
        tx,
        "directory.change_group",
        provider,
        { group: displayName, ...renamed, ...counted(members) },
        by,
      );
    return await answer(tx, after);
  });
}

/** `PUT /Groups/{id}` */
export async function replaceDirectoryGroup(
  directory: Directory,
  id: string,
  body: Resource,
  by: ActedBy,
  asked: Asked,
  base: string,
): Promise<Resource> {
  const given = readGivenGroup(body);
  const wanted = { ...given, members: allOf(given.members) };
  return await changeDirectoryGroup(
    directory,
    id,
    () => wanted,
    by,
    (tx, row) => resourceOf(tx, row, asked, base),
  );
}

/** What a patch makes of a group. @throws Problem with `invalidValue` */
function patched({ displayName, externalId }: DirectoryGroup, { members, ...changed }: GroupPatch): Wanted {
  return { ...readGivenGroup({ displayName, externalId, ...changed }), members };
}

/**
 * `PATCH /Groups/{id}`
 * @param asked what to answer; null for nothing, since a group may have thousands of members
 */
export async function patchDirectoryGroup(
  directory: Directory,
  id: string,
  body: Resource,
  by: ActedBy,
  asked: Asked | null,
  base: string,
): Promise<Resource | undefined> {
  const patch = readGroupPatch(body);
  return await changeDirectoryGroup(
    directory,
    id,
    (present) => patched(present, patch),
    by,
    async (tx, row) => (asked ? await resourceOf(tx, row, asked, base) : undefined),
  );
}

/** Removes a group: the roles that it gave are taken back. @throws Problem `not_found` */
export async function removeDirectoryGroup(directory: Directory, id: string, by: ActedBy): Promise<void> {
  await changeLocked(directory, async (tx, provider) => {
    const { displayName } = await rowOf(tx, directory, id);
    const removed = await memberIds(tx, id);
    await tx.directoryGroup.delete({ where: { id } });
    await settleMembers(tx, provider, removed, by);
    await record(
      tx,
      "directory.remove_group",
      provider,
      { group: displayName, added: 0, removed: removed.length },
      by,
    );
  });
}
