/** A workspace as the shell knows it; no more than it shows. */
export interface ShellWorkspace {
  slug: string;
  name: string;
  role: string;
  health: "ok" | "failing" | "unknown";
}

/** The signed-in person as the shell knows them. */
export interface ShellUser {
  name: string;
  email: string;
  isOwner: boolean;
}
