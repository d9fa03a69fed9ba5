import "server-only";
import { z } from "zod";
import type { Transaction } from "@/lib/db/client";
import type { DirectoryGroup } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import type { MembersPatch } from "./group-patch";
import { scimProblem } from "./scim-problem";

/*
 * A group may have thousands of members. The database's client would make a parameter of each of their ids, and take seconds to plan it; as
 * one list they are one parameter.
 */

/** A member as a directory reads them. */
export interface MemberView {
  value: string;
  display: string;
  $ref: string;
}

const memberRow = z.object({ groupId: z.string(), userId: z.string(), name: z.string() });
const personRow = z.object({ id: z.string() });
const idsOf = (rows: readonly z.output<typeof personRow>[]) => rows.map(({ id }) => id);

/** The members of each of some groups, by the groups' ids. */
export async function membersOf(
  tx: Transaction,
  groupIds: readonly string[],
  base: string,
): Promise<Map<string, MemberView[]>> {
  const all = new Map<string, MemberView[]>(groupIds.map((id) => [id, []]));
  const rows = await queryRows(tx, "the members of groups", memberRow)`
    SELECT m."groupId", m."userId", u."name"
    FROM "DirectoryGroupMember" m JOIN "DirectoryUser" d ON d."id" = m."userId" JOIN "User" u ON u."id" = d."userId"
    WHERE m."groupId" = ANY(${[...groupIds]}::uuid[]) ORDER BY m."userId"`;
  for (const { groupId, userId, name } of rows)
    all.get(groupId)?.push({ value: userId, display: name, $ref: `${base}/Users/${userId}` });
  return all;
}

/** The ids of a group's members. @param among those to look for; null: all */
export async function memberIds(
  tx: Transaction,
  groupId: string,
  among: readonly string[] | null = null,
): Promise<string[]> {
  const rows = await queryRows(tx, "the ids of members", personRow)`
    SELECT "userId" AS "id" FROM "DirectoryGroupMember"
    WHERE "groupId" = ${groupId}::uuid AND (${among}::uuid[] IS NULL OR "userId" = ANY(${among}::uuid[]))`;
  return idsOf(rows);
}

/** The accounts of some of a directory's people, by their ids there. */
export async function accountsOf(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await queryRows(tx, "the accounts of members", personRow)`
    SELECT "userId" AS "id" FROM "DirectoryUser" WHERE "id" = ANY(${ids}::uuid[])`;
  return idsOf(rows);
}

/** The members that a change has added and removed, by their ids. */
export interface Members {
  added: string[];
  removed: string[];
}

/** @throws Problem with `invalidValue` for somebody whom the directory does not keep */
async function addMembers(
  tx: Transaction,
  { id: groupId, directoryId }: Pick<DirectoryGroup, "id" | "directoryId">,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await queryRows(tx, "the members that were added", personRow)`
    INSERT INTO "DirectoryGroupMember" ("groupId", "userId")
    SELECT ${groupId}::uuid, "id" FROM "DirectoryUser"
    WHERE "directoryId" = ${directoryId}::uuid AND "id" = ANY(${ids}::uuid[]) RETURNING "userId" AS "id"`;
  const added = new Set(idsOf(rows));
  const missing = ids.filter((id) => !added.has(id));
  if (missing.length === 0) return;
  const named = missing.slice(0, 5).join(", ");
  throw scimProblem("invalidValue", `members: this directory keeps no person ${named}`);
}

/**
 * Makes a group's members what they should be. Only those are read of whom something is said.
 * @throws Problem with `invalidValue` for somebody whom the directory does not keep
 */
export async function changeMembers(
  tx: Transaction,
  group: Pick<DirectoryGroup, "id" | "directoryId">,
  { isWhole, added, removed }: MembersPatch,
): Promise<Members> {
  const meant = [...added, ...removed];
  if (!isWhole && meant.length === 0) return { added: [], removed: [] };
  const present = new Set(await memberIds(tx, group.id, isWhole ? null : meant));
  const coming = [...added].filter((id) => !present.has(id));
  const leaving = [...present].filter((id) => (isWhole ? !added.has(id) : removed.has(id)));
  if (leaving.length > 0)
    await tx.$executeRaw`
      DELETE FROM "DirectoryGroupMember" WHERE "groupId" = ${group.id}::uuid AND "userId" = ANY(${leaving}::uuid[])`;
  await addMembers(tx, group, coming);
  return { added: coming, removed: leaving };
}
