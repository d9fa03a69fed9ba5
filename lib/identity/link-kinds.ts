/** What is particular to one kind of link by which a person sets a password. */
interface LinkFacts {
  /** How long it works. */
  minutes: number;
  /** The page that it leads to. */
  page: "/invite" | "/reset-password";
  /** Whether it makes all links of before worthless. One that anybody may ask for only replaces its like. */
  voids: "all" | "its like";
}

/** The kinds of links by which a person sets a password. The names are those in `Invitation.kind`. */
export const LINKS = {
  /** An owner made it, for a new person or for somebody who lost the password. */
  invitation: { minutes: 7 * 24 * 60, page: "/invite", voids: "all" },
  /** Somebody asked for it on the sign-in page. It goes by mail, and nobody but the mail's reader has it. */
  reset: { minutes: 30, page: "/reset-password", voids: "its like" },
  /** An operator made it on the server for an owner who can't sign in. */
  rescue: { minutes: 30, page: "/reset-password", voids: "all" },
} as const satisfies Record<string, LinkFacts>;

export type LinkKind = keyof typeof LINKS;
export type LinkPage = (typeof LINKS)[LinkKind]["page"];

/**
 * Returns the path of a link. Its token is after the `#`, which a browser sends to nobody: so it is in no log of a proxy, and in no
 * `Referer`. The slash keeps it the last part of the address, as it was where it was a part of the path.
 */
export function linkPath(page: LinkPage, token: string): string {
  return `${page}#/${encodeURIComponent(token)}`;
}
