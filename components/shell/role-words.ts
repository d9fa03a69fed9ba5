import type { Role } from "@/lib/identity/permissions";

const LABELS: Record<Role, string> = {
  viewer: "Viewer",
  auditor: "Auditor",
  editor: "Editor",
  admin: "Admin",
};

/** One sentence for each role about what it allows, for the person who hands it out. */
export const ROLE_MEANINGS: Record<Role, string> = {
  viewer: "Sees flows and who changed them.",
  auditor: "Sees everything in the audit log, and exports and verifies it.",
  editor: "Creates and updates flows.",
  admin: "Does all of it, and manages members, the API key and settings.",
};

/** The roles, least first. */
export const ROLES: readonly Role[] = ["viewer", "auditor", "editor", "admin"];

export function roleLabel(role: string): string {
  const known = ROLES.find((name) => name === role);
  return known ? LABELS[known] : role;
}

/** Puts the article before a role: "an editor". */
export function roleWithArticle(role: string): string {
  return `${role === "viewer" ? "a" : "an"} ${role}`;
}
