import "server-only";
import { database } from "@/lib/db/client";
import type { FieldError } from "@/lib/json/json-pointer";
import { invalidBody } from "@/lib/problems/problem";
import { workspaceIds } from "../named-workspaces";
import type { Role } from "../roles";
import type { WantedPerson } from "./plan-admission";

/** Rights as a body names them: workspaces by slug, groups by id. */
export interface NamedRights {
  roles: { workspace: string; role: Role }[];
  groups: { group: string; role: Role }[];
}

/**
 * Returns the rights that a body names.
 * @throws Problem `invalid_body` for an unknown workspace or group, or one that is there twice
 */
export async function findRights({
  roles,
  groups,
}: NamedRights): Promise<Pick<WantedPerson, "roles" | "groups">> {
  const errors: FieldError[] = [];
  const slugs = roles.map(({ workspace }) => workspace);
  const ids = await workspaceIds(database(), slugs, (place) => `/roles/${place}/workspace`, errors);
  const groupIds = groups.map(({ group }) => group);
  const known = await database().workspaceGroup.findMany({
    where: { id: { in: groupIds } },
    select: { id: true },
  });
  for (const [place, id] of groupIds.entries()) {
    const path = `/groups/${place}/group`;
    if (!known.some((group) => group.id === id)) errors.push({ path, message: "There is no such group" });
    else if (groupIds.indexOf(id) < place) errors.push({ path, message: "is in the list twice" });
  }
  if (errors.length > 0) throw invalidBody(errors);
  return {
    roles: roles.flatMap(({ role }, place) => {
      const workspaceId = ids[place];
      return workspaceId === undefined ? [] : [{ workspaceId, role }];
    }),
    groups: groups.map(({ group, role }) => ({ groupId: group, role })),
  };
}
