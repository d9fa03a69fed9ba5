/** What a binding lets a user do in one workspace. */
export const ROLES = ["viewer", "auditor", "editor", "admin"] as const;
export type Role = (typeof ROLES)[number];

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
