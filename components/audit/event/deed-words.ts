import { describeChanges } from "@/lib/flows/describe-changes";
import { actionWords } from "../action-words";
import { FLOW_DEEDS } from "./flow-deeds";
import { LOG_DEEDS } from "./log-deeds";
import { PEOPLE_DEEDS } from "./people-deeds";
import type { Deed, ToldEvent } from "./told-event";
import { WORKSPACE_DEEDS } from "./workspace-deeds";

/** Signing in and out, and what is done to the log itself, name their target in the verb already. */
const TARGET_IN_VERB = /^(session\.sign_|audit\.|audit_settings\.|signing_key\.)/;

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

const SPECIAL: Record<string, Deed> = { ...FLOW_DEEDS, ...PEOPLE_DEEDS, ...WORKSPACE_DEEDS, ...LOG_DEEDS };

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
