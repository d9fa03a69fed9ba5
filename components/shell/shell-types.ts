import type { Health } from "@/lib/workspaces/health";

/** A workspace as the shell knows it; no more than it shows. */
export interface ShellWorkspace {
  slug: string;
  name: string;
  colour: number;
  role: string;
  health: Health;
  starred: boolean;
}

/** The signed-in person as the shell knows them. */
export interface ShellUser {
  id: string;
  name: string;
  email: string;
  isOwner: boolean;
}
