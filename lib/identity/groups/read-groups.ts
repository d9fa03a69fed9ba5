import "server-only";
import { z } from "zod";
import { database, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import type { Role } from "../roles";

export interface GroupView {
  id: string;
  name: string;
  /** Moves with every change. */
  version: number;
  workspaces: { slug: string; name: string; colour: number }[];
  members: { userId: string; name: string; email: string; role: Role; disabled: boolean }[];
}

const PARTS = {
  workspaces: {
    orderBy: { workspace: { name: "asc" } },
    select: { workspace: { select: { slug: true, name: true, colour: true } } },
  },
  members: {
    orderBy: [{ user: { name: "asc" } }, { user: { email: "asc" } }],
    select: { role: true, user: { select: { id: true, name: true, email: true, disabledAt: true } } },
  },
} satisfies Prisma.WorkspaceGroupInclude;

/** The groups of workspaces with their members, by name. */
export async function listGroups(): Promise<GroupView[]> {
  const rows = await database().workspaceGroup.findMany({ orderBy: { foldedName: "asc" }, include: PARTS });
  return rows.map(({ id, name, version, workspaces, members }) => ({
    id,
    name,
    version,
    workspaces: workspaces.map(({ workspace }) => workspace),
    members: members.map(({ role, user }) => ({
      userId: user.id,
      name: user.name,
      email: user.email,
      role,
      disabled: user.disabledAt !== null,
    })),
  }));
}

/** One group; null for an id that none has. */
export async function findGroup(id: string): Promise<GroupView | null> {
  return (await listGroups()).find((group) => group.id === id) ?? null;
}

/** A person's groups, by name. */
export async function groupsOf(userId: string): Promise<{ id: string; name: string; role: Role }[]> {
  const rows = await database().workspaceGroupMember.findMany({
    where: { userId },
    orderBy: { group: { foldedName: "asc" } },
    select: { role: true, group: { select: { id: true, name: true } } },
  });
  return rows.map(({ role, group }) => ({ ...group, role }));
}

/**
 * Returns the groups that workspaces are in, by the workspace's id, each by name. Whoever may see a workspace may see the names
 * of its groups; a group of none of these workspaces is not among them. One statement.
 */
export async function groupsOfWorkspaces(
  workspaceIds: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const rows = await queryRows(prepared(), "the groups of workspaces", workspaceGroupRow)`
    SELECT member."workspaceId"::text AS "workspaceId", g."id"::text AS "id", g."name"
    FROM "WorkspaceGroupWorkspace" member JOIN "WorkspaceGroup" g ON g."id" = member."groupId"
    WHERE member."workspaceId" = ANY(${[...workspaceIds]}::uuid[])
    ORDER BY g."foldedName"`;
  const groups = new Map<string, { id: string; name: string }[]>();
  for (const { workspaceId, ...group } of rows) {
    groups.set(workspaceId, [...(groups.get(workspaceId) ?? []), group]);
  }
  return groups;
}

const workspaceGroupRow = z.object({ workspaceId: z.string(), id: z.string(), name: z.string() });

/** What a group gives, as stored. */
export interface StoredGroup {
  id: string;
  name: string;
  version: number;
  workspaceIds: string[];
  members: { userId: string; role: Role }[];
}

/** Locks groups in the order of their ids, and reads them. Whoever changes a group's rights comes through here first. */
export async function lockGroups(tx: Transaction, ids: readonly string[]): Promise<StoredGroup[]> {
  if (ids.length === 0) return [];
  await tx.$queryRaw`
    SELECT "id" FROM "WorkspaceGroup" WHERE "id" = ANY(${[...ids]}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  const rows = await tx.workspaceGroup.findMany({
    where: { id: { in: [...ids] } },
    include: {
      workspaces: { select: { workspaceId: true } },
      members: { select: { userId: true, role: true } },
    },
  });
  return rows.map(({ id, name, version, workspaces, members }) => ({
    id,
    name,
    version,
    workspaceIds: workspaces.map(({ workspaceId }) => workspaceId),
    members,
  }));
}
