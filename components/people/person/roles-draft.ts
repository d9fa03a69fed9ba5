import type { PersonRole } from "@/lib/identity/person-page";
import type { Role } from "@/lib/identity/roles";
import { isStronger, roleOf, roleWord } from "../role-words";

/** What is to be given directly, by workspace; a workspace that is not in it stays as it is. */
export type RolesDraft = Record<string, Role | null>;

/** The strongest role that a person has without what they are given alone; null for none. */
export function floorOf({ through }: Pick<PersonRole, "through">): Role | null {
  const given = through.map(({ role }) => roleOf(role));
  return given.reduce((best, role) => (isStronger(role, best) ? role : best), null);
}

/** The role that would count with a draft. */
export function shownRole(row: PersonRole, draft: RolesDraft): Role | null {
  const chosen = draft[row.workspace];
  const direct = chosen === undefined ? row.direct : chosen;
  const floor = floorOf(row);
  return isStronger(direct, floor) ? direct : floor;
}

/** Returns where a role comes from: "Given here", "Through Field team (editor)", or nothing for no role. */
export function throughWords({ direct, through }: Pick<PersonRole, "direct" | "through">): string {
  const groups = through.map(({ name, role }) => `through ${name} (${roleWord(roleOf(role))})`);
  const own = groups.length === 0 ? "given directly" : `given directly (${roleWord(direct)})`;
  const parts = direct === null ? groups : [own, ...groups];
  const words = parts.join(", ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
