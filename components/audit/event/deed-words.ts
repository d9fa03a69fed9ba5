import type { AuditEventView } from "@/lib/audit/event";
import type { Action } from "@/lib/audit/events/action";
import { actionSentence, auditAction } from "@/lib/audit/events/actions";
import { describeChanges } from "@/lib/flows/diff/diff-flows";

/** The parts of an event that a sentence may use. */
export type ToldEvent = Pick<
  AuditEventView,
  "action" | "outcome" | "actor" | "target" | "changes" | "detail" | "request"
>;

/** The words for a target without a recorded name (a refused attempt has none), where the verb needs one. */
function unnamed(phrase: string, { unnamed: somebody }: Action): string {
  const verb = phrase.replace(/\bthe (call flow|message flow)$|(?<= )the (member|workspace)$/, "a $1$2");
  return somebody ? `${verb} ${somebody}` : verb;
}

/** Puts the target's name, or the words for a missing one, behind a verb. */
function withTarget({ action, target }: ToldEvent, verb: "done" | "attempt"): string {
  const facts = auditAction(action);
  if (!facts) return `${verb === "done" ? "did" : "do"} ${action}:${target?.name ? ` ${target.name}` : ""}`;
  if (facts.targetInVerb) return facts[verb];
  return target?.name ? `${facts[verb]} ${target.name}` : unnamed(facts[verb], facts);
}

const HOURS = "/settings/responseSettings/workingHours";

/** The changed fields of a flow, where they are the news of the event. People see working hours as one field. */
function changedFields({ action, changes }: ToldEvent): string | null {
  const isEdit = /^(call|message)_flow\.(update|drift|restore)$/.test(action);
  if (!isEdit || changes.length === 0) return null;
  const paths = new Set(changes.map(({ path }) => (path.startsWith(`${HOURS}/`) ? HOURS : path)));
  return describeChanges([...paths].map((path) => ({ path })));
}

/** Returns what was done, after a name: "changed the call flow Front desk: the prompt". */
export function doneWords(event: ToldEvent): string {
  const sentence = actionSentence(event);
  if (sentence) return sentence;
  const { restoredRevision, duplicatedFrom } = event.detail;
  const done = withTarget(event, "done");
  if (typeof duplicatedFrom === "string") return `${done} as a copy of another flow`;
  const whole = typeof restoredRevision === "number" ? `${done} to state #${restoredRevision}` : done;
  const what = changedFields(event);
  return what ? `${whole}: ${what}` : whole;
}

/** Returns what was attempted, after "tried to": "change the call flow Front desk (the prompt)". */
export function triedWords(event: ToldEvent): string {
  const tried = withTarget(event, "attempt");
  const { restoredRevision } = event.detail;
  const whole = typeof restoredRevision === "number" ? `${tried} to state #${restoredRevision}` : tried;
  const what = changedFields(event);
  return what ? `${whole} (${what})` : whole;
}
