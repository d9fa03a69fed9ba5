import { describeChanges } from "@/lib/flows/describe-changes";
import { actionWords } from "../action-words";
import { changeOf, fromAddress, type ToldEvent, withArticle } from "./told-event";

const FLOW_NOUNS: Record<string, string> = { call_flow: "the call flow", message_flow: "the message flow" };

/** Signing in and out, exports and verifications name their target in the verb already. */
const TARGET_IN_VERB = /^(session\.sign_|audit\.)/;

/** What stands for a target whose name is not recorded (a refused try has none), where the verb needs one. */
function unnamed(action: string, phrase: string): string {
  if (/^(call|message)_flow\./.test(action)) return phrase.replace(/\bthe (call|message) flow$/, "a $1 flow");
  const verb = phrase.replace(/ the (member|workspace)$/, " a $1");
  if (verb.endsWith(" of")) {
    if (/^(workspace|api_key)\./.test(action)) return `${verb} this workspace`;
    return action.startsWith("change.") ? `${verb} a flow` : `${verb} somebody`;
  }
  return /^user\.(invite|disable|enable)$/.test(action) ? `${verb} somebody` : verb;
}

/** Puts the target's name behind a verb, or what stands for it. */
function withTarget({ action, target }: ToldEvent, phrase: string): string {
  if (TARGET_IN_VERB.test(action)) return phrase;
  return target?.name ? `${phrase} ${target.name}` : unnamed(action, phrase);
}

const HOURS = "/settings/responseSettings/workingHours";

/** What of a flow changed, where that is the news of the event. Working hours are one thing to people. */
function changedFields({ action, changes }: ToldEvent): string | null {
  const isEdit = /^(call|message)_flow\.(update|drift|restore)$/.test(action);
  if (!isEdit || changes.length === 0) return null;
  const paths = new Set(changes.map(({ path }) => (path.startsWith(`${HOURS}/`) ? HOURS : path)));
  return describeChanges([...paths].map((path) => ({ path })));
}

/** The sentences of an update that changed one field of a flow, where there is a plainer verb than "changed". */
function oneFieldDeed(event: ToldEvent): string | null {
  const [change, ...others] = event.changes;
  const noun = FLOW_NOUNS[event.action.split(".")[0] ?? ""];
  const name = event.target?.name;
  if (!change || others.length > 0 || !noun || !name) return null;
  const { path, before, after } = change;
  if (path === "/name" && typeof before === "string") return `renamed ${noun} ${before} to ${String(after)}`;
  if (typeof after !== "boolean") return null;
  const state = after ? "on" : "off";
  if (path === "/isActive") return `switched ${state} ${noun} ${name}`;
  return path === "/autopilot" ? `switched ${state} the autopilot of ${noun} ${name}` : null;
}

function roleDeed(event: ToldEvent): string | null {
  const who = event.target?.name;
  const role = changeOf(event, "/role");
  if (!who || !role) return null;
  const [was, is] = [role.before, role.after].map((value) => (value === null ? null : String(value)));
  if (is && was) return `made ${who} ${withArticle(is)}, who was ${withArticle(was)}`;
  if (is) return `added ${who} as ${withArticle(is)}`;
  return was ? `removed ${who}, who was ${withArticle(was)}` : null;
}

function personDeed({ changes, target }: ToldEvent): string | null {
  const [change, ...others] = changes;
  const who = target?.name;
  if (!change || others.length > 0 || !who) return null;
  const { path, before, after } = change;
  if (path === "/name") return `renamed ${String(before)} to ${String(after)}`;
  if (path !== "/owner") return null;
  return after === true ? `made ${who} an owner` : `took the rights of an owner from ${who}`;
}

function settingsDeed(event: ToldEvent): string | null {
  const [change, ...others] = event.changes;
  const name = event.target?.name;
  if (!change || others.length > 0 || !name) return null;
  if (change.path === "/name")
    return `renamed the workspace ${String(change.before)} to ${String(change.after)}`;
  if (change.path !== "/requireReason") return null;
  return change.after === true
    ? `made a reason necessary for every change in ${name}`
    : `made reasons for changes optional in ${name}`;
}

function keyDeed(event: ToldEvent): string | null {
  const hint = changeOf(event, "/keyHint")?.after;
  const done = withTarget(event, "replaced the API key of");
  return typeof hint === "string" ? `${done}; the new one ends in ${hint}` : done;
}

function verifyDeed({ detail }: ToldEvent): string | null {
  if (typeof detail.firstBad === "number")
    return `verified the audit log: it is broken at event #${detail.firstBad}`;
  if (typeof detail.events !== "number") return null;
  const events = detail.events === 1 ? "1 event" : `${detail.events} events`;
  return `verified the audit log: ${events}, all unbroken`;
}

function sessionEndDeed({ actor, target }: ToldEvent): string | null {
  return target?.name === actor.name ? "ended another session of their own" : null;
}

function joinDeed({ actor, target }: ToldEvent): string | null {
  if (target?.name && actor.type === "system") return `made ${target.name} the first owner`;
  return target?.id && target.id === actor.id ? "accepted the invitation and set a password" : null;
}

const SPECIAL: Record<string, (event: ToldEvent) => string | null> = {
  "call_flow.update": oneFieldDeed,
  "message_flow.update": oneFieldDeed,
  "call_flow.drift": oneFieldDeed,
  "message_flow.drift": oneFieldDeed,
  "binding.add": roleDeed,
  "binding.change": roleDeed,
  "binding.remove": roleDeed,
  "user.update": personDeed,
  "user.join": joinDeed,
  "workspace.update": settingsDeed,
  "api_key.set": keyDeed,
  "audit.verify": verifyDeed,
  "audit.export": ({ detail }) =>
    typeof detail.format === "string" ? `exported the audit log as ${detail.format.toUpperCase()}` : null,
  "session.sign_in": (event) => `signed in${fromAddress(event)}`,
  "session.revoke": sessionEndDeed,
};

/** Says what was done, to stand after a name: "changed the call flow Front desk: the prompt". */
export function doneWords(event: ToldEvent): string {
  const special = SPECIAL[event.action]?.(event);
  if (special) return special;
  const { restoredRevision, duplicatedFrom } = event.detail;
  const done = withTarget(event, actionWords(event.action)?.done ?? `did ${event.action}:`);
  if (typeof duplicatedFrom === "string") return `${done} as a copy of another flow`;
  const whole = typeof restoredRevision === "number" ? `${done} to state #${restoredRevision}` : done;
  const what = changedFields(event);
  return what ? `${whole}: ${what}` : whole;
}

/** Says what was tried, to stand after "tried to": "change the call flow Front desk (the prompt)". */
export function triedWords(event: ToldEvent): string {
  const tried = withTarget(event, actionWords(event.action)?.tried ?? `do ${event.action}:`);
  const { restoredRevision } = event.detail;
  const whole = typeof restoredRevision === "number" ? `${tried} to state #${restoredRevision}` : tried;
  const what = changedFields(event);
  return what ? `${whole} (${what})` : whole;
}
