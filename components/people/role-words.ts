import { ROLE_NAMES, type Role, roleLabel } from "@/lib/identity/roles";

/** Whether a role may do more than another one; no role may do least. */
export function isStronger(role: Role | null, other: Role | null): boolean {
  const rank = (name: Role | null) => (name === null ? -1 : ROLE_NAMES.indexOf(name));
  return rank(role) > rank(other);
}

/** Returns "no access" or a role in lower case, as it stands inside a sentence. */
export function roleWord(role: Role | null): string {
  return role === null ? "no access" : roleLabel(role).toLowerCase();
}

/** Returns the role of a select's value; null for its empty one. */
export function roleOf(value: string): Role | null {
  return ROLE_NAMES.find((name) => name === value) ?? null;
}

/** Returns how many roles of each kind somebody has: "Admin in 1, editor in 5", the strongest first. */
export function rolesInWords(roles: readonly Role[]): string {
  const counted = ROLE_NAMES.toReversed().flatMap((name) => {
    const count = roles.filter((role) => role === name).length;
    return count === 0 ? [] : [`${roleWord(name)} in ${count}`];
  });
  const words = counted.join(", ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Returns names as a list in a sentence, the last ones as a number where they are many. */
export function namesInWords(names: readonly string[], most = 3): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  const last = parts.at(-1) ?? "";
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${last}` : last;
}
