import type { Health } from "@/lib/workspaces/health";

/** What the shell knows about a workspace; no more than it shows. */
export interface ShellWorkspace {
  slug: string;
  name: string;
  role: string;
  health: Health;
}

/** What the shell knows about the signed-in person. */
export interface ShellUser {
  name: string;
  email: string;
  isOwner: boolean;
}
