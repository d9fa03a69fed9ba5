import { action } from "./action";
import { ENTITY } from "./ocsf";

const DIRECTORY = { chains: "portal", group: "Directories", target: ["sign_in_provider"] } as const;
const PERSON = { chains: "portal", group: "Directories", target: ["user"] } as const;
const GROUP = {
  ...DIRECTORY,
  detail: {
    group: { kind: "text", label: "Group", required: true },
    added: { kind: "count", label: "Members added", required: true },
    removed: { kind: "count", label: "Members removed", required: true },
  },
} as const;
const THROUGH = { provider: { kind: "text", label: "Identity provider", required: true } } as const;

/** The actions on directories, and what a directory says of people and groups. */
export const DIRECTORY_ACTIONS = {
  "directory.connect": action({
    ...DIRECTORY,
    label: "Directory connected",
    done: "connected the directory of",
    attempt: "connect the directory of",
    unnamed: "an identity provider",
    ocsf: ENTITY.Create,
    detail: { renewed: { kind: "flag", label: "Token replaced", required: true } },
    sentence: ({ target, detail: { renewed } }) =>
      renewed && target?.name ? `replaced the token of the directory of ${target.name}` : null,
  }),
  "directory.disconnect": action({
    ...DIRECTORY,
    label: "Directory disconnected",
    done: "disconnected the directory of",
    attempt: "disconnect the directory of",
    ocsf: ENTITY.Delete,
    detail: { users: { kind: "count", label: "People whom it kept", required: true } },
  }),
  "directory.add_user": action({
    ...PERSON,
    label: "Person added by a directory",
    done: "added",
    attempt: "add",
    unnamed: "a person",
    clear: ["/email", "/name"],
    ocsf: ENTITY.Create,
    detail: { ...THROUGH, newAccount: { kind: "flag", label: "New account", required: true } },
    sentence: ({ target, detail: { newAccount } }) =>
      target?.name && newAccount === false ? `took over the account of ${target.name}` : null,
  }),
  "directory.change_user": action({
    ...PERSON,
    label: "Person changed by a directory",
    done: "changed",
    attempt: "change",
    unnamed: "a person",
    clear: ["/userName", "/externalId"],
    ocsf: ENTITY.Update,
    detail: {},
  }),
  "directory.remove_user": action({
    ...PERSON,
    label: "Person removed by a directory",
    done: "no longer keeps",
    attempt: "remove",
    unnamed: "a person",
    ocsf: ENTITY.Delete,
    detail: THROUGH,
  }),
  "directory.add_group": action({
    ...GROUP,
    label: "Group added by a directory",
    done: "added a group to",
    attempt: "add a group",
    targetInVerb: true,
    ocsf: ENTITY.Create,
    sentence: ({ detail: { group, added } }) =>
      group === undefined ? null : `added the group ${group}${withMembers(added)}`,
  }),
  "directory.change_group": action({
    ...GROUP,
    label: "Group changed by a directory",
    done: "changed a group",
    attempt: "change a group",
    targetInVerb: true,
    ocsf: ENTITY.Update,
    detail: { ...GROUP.detail, formerName: { kind: "text", label: "Former name" } },
    sentence: ({ detail: { group, added, removed, formerName } }) =>
      group === undefined
        ? null
        : `changed the group ${formerName === undefined ? group : `${formerName}, now ${group}`}: ${added ?? 0} added, ${removed ?? 0} removed`,
  }),
  "directory.remove_group": action({
    ...GROUP,
    label: "Group removed by a directory",
    done: "removed a group",
    attempt: "remove a group",
    targetInVerb: true,
    ocsf: ENTITY.Delete,
    sentence: ({ detail: { group } }) => (group === undefined ? null : `removed the group ${group}`),
  }),
};

const withMembers = (added: number | undefined) => {
  if (!added) return "";
  return added === 1 ? " with one member" : ` with ${added} members`;
};
