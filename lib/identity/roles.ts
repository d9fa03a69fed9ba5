import type { Role as StoredRole } from "@/lib/db/generated/enums";
import { keysOf } from "@/lib/json/json-value";

interface RoleFacts {
  label: string;
  /** The role's permissions, in one sentence for the person who assigns it. */
  meaning: string;
}

/** A person's roles in a workspace, the one with the fewest permissions first. */
export const ROLES = {
  viewer: { label: "Viewer", meaning: "Sees flows and who changed them." },
  auditor: {
    label: "Auditor",
    meaning: "Sees everything in the audit log, and exports and verifies it.",
  },
  editor: { label: "Editor", meaning: "Creates and updates flows." },
  admin: { label: "Admin", meaning: "Does all of it, and manages members, the API key and settings." },
} as const satisfies Record<StoredRole, RoleFacts>;

export type Role = keyof typeof ROLES;

export const ROLE_NAMES = keysOf(ROLES);

/** Returns a role's name for people; a word of another version as it is. */
export function roleLabel(role: string): string {
  const known = ROLE_NAMES.find((name) => name === role);
  return known ? ROLES[known].label : role;
}

/**
 * The one table that decides everything inside a workspace: permission × roles that have it.
 * (Portal-wide acts — workspaces, people, the portal's own audit chain — belong to owners.)
 */
const PERMISSIONS = {
  "workspace.read": ["viewer", "auditor", "editor", "admin"],
  "workspace.update": ["admin"],
  "workspace.check": ["editor", "admin"],
  "api_key.set": ["admin"],
  "binding.manage": ["admin"],
  "call_flow.read": ["viewer", "auditor", "editor", "admin"],
  "call_flow.create": ["editor", "admin"],
  "call_flow.update": ["editor", "admin"],
  "message_flow.read": ["viewer", "auditor", "editor", "admin"],
  "message_flow.create": ["editor", "admin"],
  "message_flow.update": ["editor", "admin"],
  "change.read": ["editor", "admin"],
  "change.resolve": ["editor", "admin"],
  "audit.read_flows": ["viewer", "auditor", "editor", "admin"],
  "audit.read_all": ["auditor", "admin"],
  "audit.export": ["auditor", "admin"],
  "audit.verify": ["auditor", "admin"],
  "audit.manage": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role has a permission. Anything unknown has none. */
export function can(role: string, permission: Permission): boolean {
  const roles: readonly string[] = PERMISSIONS[permission];
  return roles.includes(role);
}

export const PERMISSION_NAMES = keysOf(PERMISSIONS);

/** Whether a role has every permission of another one. */
export function includesRole(role: string, other: string): boolean {
  return PERMISSION_NAMES.every((permission) => can(role, permission) || !can(other, permission));
}

/**
 * Returns the role with the permissions that two roles share: an editor and an auditor share those of a viewer. It is found by
 * the permissions, since the order of the roles does not say which of two has more.
 * @returns null where they share none
 */
export function commonRole(role: string, other: string): Role | null {
  return ROLE_NAMES.findLast((name) => includesRole(role, name) && includesRole(other, name)) ?? null;
}
