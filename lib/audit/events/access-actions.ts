import { action } from "./action";
import { ENTITY } from "./ocsf";

const COUNTED = { kind: "count" } as const;
const ROLES_CHANGED = { rolesChanged: { ...COUNTED, label: "Roles changed" } } as const;

const GROUP = {
  chains: "portal",
  group: "People",
  target: ["group"],
  clear: ["/name", "/workspaces", "/members"],
  detail: ROLES_CHANGED,
} as const;

/** The actions on what many people may do: tables of roles, groups of workspaces, imports, reviews and leavers. */
export const ACCESS_ACTIONS = {
  "user.set_roles": action({
    chains: "portal",
    group: "People",
    label: "Roles changed",
    done: "changed the roles of",
    attempt: "change the roles of",
    unnamed: "somebody",
    target: ["user"],
    clear: ["/roles"],
    ocsf: ENTITY.Update,
    detail: ROLES_CHANGED,
  }),
  "user.import": action({
    chains: "portal",
    group: "People",
    label: "People imported",
    done: "imported people",
    attempt: "import people",
    targetInVerb: true,
    target: ["portal"],
    ocsf: ENTITY.Create,
    detail: { invited: { ...COUNTED, label: "Invited" }, ...ROLES_CHANGED },
    sentence: ({ detail: { invited, rolesChanged } }) =>
      invited === undefined || rolesChanged === undefined
        ? null
        : `imported a list of people: ${invited} invited, ${rolesChanged} roles changed`,
  }),
  "user.pseudonymise": action({
    chains: "portal",
    group: "People",
    label: "Person pseudonymised",
    done: "replaced name and address of a person by",
    attempt: "replace name and address of",
    unnamed: "somebody",
    target: ["user"],
    ocsf: ENTITY.Update,
    detail: {
      rolesRemoved: { ...COUNTED, label: "Roles removed" },
      sessionsCleared: { ...COUNTED, label: "Sessions whose address and browser were removed" },
    },
  }),
  "group.create": action({
    ...GROUP,
    label: "Group added",
    done: "added the group",
    attempt: "add the group",
    unnamed: "of workspaces",
    ocsf: ENTITY.Create,
  }),
  "group.update": action({
    ...GROUP,
    label: "Group changed",
    done: "changed the group",
    attempt: "change the group",
    unnamed: "of workspaces",
    ocsf: ENTITY.Update,
  }),
  "group.remove": action({
    ...GROUP,
    label: "Group removed",
    done: "removed the group",
    attempt: "remove the group",
    unnamed: "of workspaces",
    ocsf: ENTITY.Delete,
  }),
  "access.review": action({
    chains: "portal",
    group: "People",
    label: "Access reviewed",
    done: "reviewed who may do what",
    attempt: "sign off who may do what",
    targetInVerb: true,
    target: ["portal"],
    ocsf: ENTITY.Other,
    detail: {
      people: { ...COUNTED, label: "People", required: true },
      roles: { ...COUNTED, label: "Roles", required: true },
      owners: { ...COUNTED, label: "Owners", required: true },
      disabled: { ...COUNTED, label: "Disabled people with roles", required: true },
      digest: { kind: "text", label: "Digest of what was reviewed", required: true },
      note: { kind: "text", label: "Note", orNull: true, required: true },
    },
    sentence: ({ detail: { people, roles } }) =>
      people === undefined || roles === undefined
        ? null
        : `reviewed who may do what: ${roles} roles of ${people} people`,
  }),
};
