/** What the shell knows about a workspace; no more than it shows. */
export interface ShellWorkspace {
  slug: string;
  name: string;
  role: string;
  health: "ok" | "failing" | "unknown";
}

/** What the shell knows about the signed-in person. */
export interface ShellUser {
  name: string;
  email: string;
  isOwner: boolean;
}
