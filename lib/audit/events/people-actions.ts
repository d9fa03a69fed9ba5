import { SESSION_SETTINGS } from "@/lib/identity/session-settings";
import { keysOf } from "@/lib/json/json-value";
import { action, type EventWith } from "./action";
import { AUTHENTICATION, ENTITY } from "./ocsf";
import { changeOf, fromAddress, withArticle } from "./sentence-parts";

const PERSON = {
  chains: "portal",
  group: "People",
  target: ["user"],
  clear: ["/email", "/name", "/owner", "/disabled", "/timeZone"],
} as const;
const SESSION = { chains: "portal", group: "Sessions" } as const;
const BINDING = {
  chains: "workspace",
  group: "People",
  target: ["user"],
  clear: ["/role"],
  detail: { through: { kind: "text", label: "Through" } },
} as const;
const ENDED = { sessionsEnded: { kind: "count", label: "Sessions ended" } } as const;
const THROUGH_PROVIDER = { provider: { kind: "text", label: "Identity provider" } } as const;

function roleSentence(event: EventWith<(typeof BINDING)["detail"]>): string | null {
  const who = event.target?.name;
  const role = changeOf(event, "/role");
  if (!who || !role) return null;
  const through = event.detail.through === undefined ? "" : `, through ${event.detail.through}`;
  const [was, is] = [role.before, role.after].map((value) => (value === null ? null : String(value)));
  if (is && was) return `made ${who} ${withArticle(is)}, who was ${withArticle(was)}${through}`;
  if (is) return `added ${who} as ${withArticle(is)}${through}`;
  return was ? `removed ${who}, who was ${withArticle(was)}${through}` : null;
}

/** The actions on people, their memberships and their sessions. */
export const PEOPLE_ACTIONS = {
  "binding.add": action({
    ...BINDING,
    label: "Member added",
    done: "added the member",
    attempt: "add the member",
    ocsf: ENTITY.Create,
    sentence: roleSentence,
  }),
  "binding.change": action({
    ...BINDING,
    label: "Member's role changed",
    done: "changed the role of",
    attempt: "change the role of",
    unnamed: "somebody",
    ocsf: ENTITY.Update,
    sentence: roleSentence,
  }),
  "binding.remove": action({
    ...BINDING,
    label: "Member removed",
    done: "removed the member",
    attempt: "remove the member",
    ocsf: ENTITY.Delete,
    sentence: roleSentence,
  }),
  "user.invite": action({
    ...PERSON,
    label: "Person invited",
    done: "invited",
    attempt: "invite",
    unnamed: "somebody",
    ocsf: ENTITY.Create,
    chains: "both",
    detail: {
      renewed: { kind: "flag", label: "Renewed" },
      hasPassword: { kind: "flag", label: "Replaces a password" },
      owner: { kind: "flag", label: "To be an owner" },
    },
    sentence: ({ target, detail }) => {
      if (!detail.renewed || !target?.name) return null;
      return detail.hasPassword
        ? `made a link for a new password of ${target.name}`
        : `invited ${target.name} again`;
    },
  }),
  "user.join": action({
    ...PERSON,
    chains: "both",
    label: "Invitation accepted",
    done: "set a password for",
    attempt: "set a password for",
    unnamed: "somebody",
    ocsf: ENTITY.Other,
    detail: {
      ...ENDED,
      firstPassword: { kind: "flag", label: "First password" },
      linkBy: { kind: "text", label: "By a link that was made by" },
      passwordGenerated: { kind: "flag", label: "Password generated" },
    },
    sentence: ({ actor, target, detail }) => {
      if (target?.name && actor.type === "system") return `made ${target.name} the first owner`;
      if (!target?.id || target.id !== actor.id) return null;
      const by = detail.linkBy ? ` by a link that ${detail.linkBy} made` : "";
      return detail.firstPassword === false
        ? `set a new password${by}`
        : "accepted the invitation and set a password";
    },
  }),
  "user.set_password": action({
    ...PERSON,
    label: "Password set on the server",
    done: "set a new password on the server for",
    attempt: "set a new password on the server for",
    unnamed: "somebody",
    ocsf: ENTITY.Other,
    detail: { ...ENDED, ...THROUGH_PROVIDER },
  }),
  "user.change_password": action({
    ...PERSON,
    label: "Own password changed",
    done: "changed their password",
    attempt: "change their password",
    ocsf: ENTITY.Other,
    targetInVerb: true,
    detail: ENDED,
  }),
  "user.update": action({
    ...PERSON,
    label: "Person changed",
    done: "changed the account of",
    attempt: "change the account of",
    unnamed: "somebody",
    ocsf: ENTITY.Update,
    detail: ENDED,
    sentence: ({ actor, changes, target }) => {
      const [change, ...others] = changes;
      const who = target?.name;
      if (!change || others.length > 0 || !who) return null;
      const { path, before, after } = change;
      if (path === "/name" && target.id === actor.id) return `changed their name to ${String(after)}`;
      if (path === "/timeZone")
        return `chose the time zone ${after === null ? "of the browser" : String(after)}`;
      if (path === "/name") return `renamed ${String(before)} to ${String(after)}`;
      if (path !== "/owner") return null;
      return after === true ? `made ${who} an owner` : `took the rights of an owner from ${who}`;
    },
  }),
  "user.disable": action({
    ...PERSON,
    label: "Person disabled",
    done: "disabled",
    attempt: "disable",
    unnamed: "somebody",
    ocsf: ENTITY.Disable,
    detail: { ...ENDED, tokensRevoked: { kind: "count", label: "Tokens revoked" } },
  }),
  "user.enable": action({
    ...PERSON,
    label: "Person enabled",
    done: "enabled",
    attempt: "enable",
    unnamed: "somebody",
    ocsf: ENTITY.Enable,
    detail: ENDED,
  }),
  "user.read_notice": action({
    ...PERSON,
    label: "Notice read",
    done: "read a notice about their account",
    attempt: "read a notice about their account",
    targetInVerb: true,
    ocsf: ENTITY.Other,
    detail: { notice: { kind: "text", label: "Notice" } },
  }),
  "user.let_in": action({
    ...PERSON,
    label: "Sign-in limit lifted",
    done: "lifted the limit on signing in as",
    attempt: "lift the limit on signing in as",
    unnamed: "somebody",
    ocsf: ENTITY.Other,
    detail: {},
  }),
  "portal.update": action({
    chains: "portal",
    group: "Sessions",
    label: "Sign-in settings changed",
    done: "changed the settings of everybody's sessions",
    attempt: "change how everybody signs in",
    targetInVerb: true,
    target: ["portal"],
    clear: [...keysOf(SESSION_SETTINGS).map((name) => `/${name}`), "/requireSecondFactor"],
    ocsf: ENTITY.Update,
    detail: {},
    sentence: (event) => {
      const required = changeOf(event, "/requireSecondFactor");
      if (!required || event.changes.length > 1) return null;
      return required.after === true
        ? "made a second factor necessary for everybody"
        : "made second factors optional";
    },
  }),
  "session.sign_in": action({
    ...SESSION,
    label: "Sign-in",
    done: "signed in",
    attempt: "sign in",
    ocsf: AUTHENTICATION.Logon,
    targetInVerb: true,
    target: ["session", "user"],
    detail: {
      ...ENDED,
      ...THROUGH_PROVIDER,
      method: { kind: "text", label: "By" },
      newDevice: { kind: "flag", label: "With a new browser" },
      replaced: { kind: "flag", label: "In place of another session of this browser" },
    },
    sentence: (event) =>
      `signed in${event.detail.provider ? ` with ${event.detail.provider}` : ""}${fromAddress(event)}${event.detail.newDevice ? " with a browser that was new to them" : ""}`,
  }),
  "session.prove": action({
    ...SESSION,
    label: "Identity confirmed",
    done: "confirmed who they are",
    attempt: "confirm who they are",
    ocsf: AUTHENTICATION.Logon,
    targetInVerb: true,
    target: ["session"],
    detail: { ...THROUGH_PROVIDER, proof: { kind: "text", label: "By" } },
  }),
  "session.throttle": action({
    ...SESSION,
    label: "Sign-in throttled",
    done: "was held back from signing in",
    attempt: "sign in again and again",
    ocsf: AUTHENTICATION.Logon,
    target: ["session", "user"],
    detail: { scope: { kind: "text", label: "Scope" } },
  }),
  "session.sign_out": action({
    ...SESSION,
    label: "Sign-out",
    done: "signed out",
    attempt: "sign out",
    ocsf: AUTHENTICATION.Logoff,
    targetInVerb: true,
    target: ["session"],
    detail: {},
  }),
  "session.revoke": action({
    ...SESSION,
    label: "Session ended",
    done: "ended a session of",
    attempt: "end a session of",
    unnamed: "somebody",
    target: ["session", "user"],
    ocsf: AUTHENTICATION.Logoff,
    detail: ENDED,
    sentence: ({ actor, target, detail }) => {
      if (detail.sessionsEnded === 0) return "asked to end other sessions, of which there were none";
      return target?.name === actor.name ? "ended another session of their own" : null;
    },
  }),
};
