import "server-only";
import { database } from "@/lib/db/client";
import { type GrantOrigin, sourceNames } from "./grant-sources";
import { groupsOf } from "./groups/read-groups";
import { listNamedWorkspaces } from "./named-workspaces";
import type { Role } from "./roles";
import { findUser, type UserView } from "./users";

/** A person's role in one of all workspaces, and where it comes from. */
export interface PersonRole {
  workspace: string;
  name: string;
  colour: number;
  /** What counts: the strongest of all; null for no access. */
  role: Role | null;
  /** What is given to this person alone; null for nothing. */
  direct: Role | null;
  /** What gives a role besides. */
  through: GrantOrigin[];
}

export interface PersonView extends UserView {
  /** One for every workspace of the portal. */
  roles: PersonRole[];
  groups: { id: string; name: string; role: Role }[];
}

/** A person's roles over all workspaces, with where each comes from. */
async function rolesOf(userId: string): Promise<PersonRole[]> {
  const workspaces = await listNamedWorkspaces();
  const grants = await database().roleGrant.findMany({ where: { userId }, orderBy: { source: "asc" } });
  const bindings = await database().binding.findMany({ where: { userId } });
  const elsewhere = grants.filter(({ source }) => source !== "direct");
  const nameOf = await sourceNames(elsewhere.map(({ source }) => source));
  return workspaces.map(({ id, slug, name, colour }) => ({
    workspace: slug,
    name,
    colour,
    role: bindings.find(({ workspaceId }) => workspaceId === id)?.role ?? null,
    direct: grants.find((grant) => grant.workspaceId === id && grant.source === "direct")?.role ?? null,
    through: elsewhere
      .filter(({ workspaceId }) => workspaceId === id)
      .map(({ source, role }) => ({ name: nameOf(source), role })),
  }));
}

/** All that an owner sees of one person; null for an id that nobody has. */
export async function readPerson(id: string): Promise<PersonView | null> {
  const user = await findUser(id);
  return user ? { ...user, roles: await rolesOf(id), groups: await groupsOf(id) } : null;
}
