import type { SourcedGrant } from "../role-grants";
import type { Role } from "../roles";

/** What a group gives: each member's role in each of its workspaces. */
export interface GroupRights {
  workspaceIds: readonly string[];
  members: readonly { userId: string; role: Role }[];
}

/** A group that gives nothing: before it is made, and after it is removed. */
export const NO_RIGHTS: GroupRights = { workspaceIds: [], members: [] };

function rightsOf({
  workspaceIds,
  members,
}: GroupRights): Map<string, Omit<SourcedGrant, "source" | "through">> {
  const rights = workspaceIds.flatMap((workspaceId) =>
    members.map(({ userId, role }) => ({ userId, workspaceId, role })),
  );
  return new Map(rights.map((right) => [`${right.workspaceId} ${right.userId}`, right]));
}

/** Returns what changes in a group's grants when its workspaces or members change; nothing for what stays. */
export function groupGrants(
  group: { id: string; name: string },
  before: GroupRights,
  after: GroupRights,
): SourcedGrant[] {
  const [was, is] = [rightsOf(before), rightsOf(after)];
  const origin = { source: `group:${group.id}` as const, through: group.name };
  const taken = [...was].filter(([key]) => !is.has(key)).map(([, right]) => ({ ...right, role: null }));
  const given = [...is].filter(([key, right]) => was.get(key)?.role !== right.role).map(([, right]) => right);
  return [...taken, ...given].map((right) => ({ ...right, ...origin }));
}
