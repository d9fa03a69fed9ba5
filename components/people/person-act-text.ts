/** What an owner can do about a person. */
export type PersonAct = "link" | "promote" | "demote" | "disable" | "enable";

interface ActText {
  title: string;
  description: string;
  confirm: string;
  /** What is said when it is done. */
  done: string;
  destructive: boolean;
}

/** Gives the words with which an act asks and reports. */
export function personActText(act: PersonAct, person: { name: string; invitePending: boolean }): ActText {
  const { name } = person;
  switch (act) {
    case "link":
      return {
        title: `New link for ${name}`,
        description: person.invitePending
          ? "Earlier links stop working."
          : "For a lost password: with the link they choose a new one. Earlier links stop working.",
        confirm: "Make a link",
        done: "",
        destructive: false,
      };
    case "promote":
      return {
        title: `Make ${name} an owner?`,
        description: "Owners add workspaces and people, and read the portal's own audit log.",
        confirm: "Make an owner",
        done: `${name} is an owner now`,
        destructive: false,
      };
    case "demote":
      return {
        title: `Take ownership from ${name}?`,
        description: "They keep their workspaces, and can no longer manage people or the portal.",
        confirm: "Take ownership",
        done: `${name} is no longer an owner`,
        destructive: true,
      };
    case "disable":
      return {
        title: `Disable ${name}?`,
        description:
          "They are signed out everywhere at once and cannot sign in again until enabled. What they did stays on record.",
        confirm: "Disable",
        done: `${name} is disabled`,
        destructive: true,
      };
    case "enable":
      return {
        title: `Enable ${name}?`,
        description: "They can sign in again, with the workspaces and roles they had.",
        confirm: "Enable",
        done: `${name} is enabled`,
        destructive: false,
      };
  }
}
