import type { AuditEventView } from "@/lib/audit/event";
import type { Action } from "@/lib/audit/events/action";
import { actionSentence, auditAction } from "@/lib/audit/events/actions";
import { describeChanges } from "@/lib/flows/diff/diff-flows";

/** What a sentence about an event is made of. */
export type ToldEvent = Pick<
  AuditEventView,
  "action" | "outcome" | "actor" | "target" | "changes" | "detail" | "request"
>;

/** What stands for a target whose name is not recorded (a refused try has none), where the verb needs one. */
function unnamed(phrase: string, { unnamed: somebody }: Action): string {
  const verb = phrase.replace(/\bthe (call flow|message flow)$|(?<= )the (member|workspace)$/, "a $1$2");
  return somebody ? `${verb} ${somebody}` : verb;
}

/** Puts the target's name behind a verb, or what stands for it. */
function withTarget({ action, target }: ToldEvent, verb: "done" | "attempt"): string {
  const facts = auditAction(action);
  if (!facts) return `${verb === "done" ? "did" : "do"} ${action}:${target?.name ? ` ${target.name}` : ""}`;
  if (facts.targetInVerb) return facts[verb];
  return target?.name ? `${facts[verb]} ${target.name}` : unnamed(facts[verb], facts);
}

const HOURS = "/settings/responseSettings/workingHours";

/** What of a flow changed, where that is the news of the event. Working hours are one thing to people. */
function changedFields({ action, changes }: ToldEvent): string | null {
  const isEdit = /^(call|message)_flow\.(update|drift|restore)$/.test(action);
  if (!isEdit || changes.length === 0) return null;
  const paths = new Set(changes.map(({ path }) => (path.startsWith(`${HOURS}/`) ? HOURS : path)));
  return describeChanges([...paths].map((path) => ({ path })));
}

/** Says what was done, to stand after a name: "changed the call flow Front desk: the prompt". */
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

/** Says what was tried, to stand after "tried to": "change the call flow Front desk (the prompt)". */
export function triedWords(event: ToldEvent): string {
  const tried = withTarget(event, "attempt");
  const { restoredRevision } = event.detail;
  const whole = typeof restoredRevision === "number" ? `${tried} to state #${restoredRevision}` : tried;
  const what = changedFields(event);
  return what ? `${whole} (${what})` : whole;
}
