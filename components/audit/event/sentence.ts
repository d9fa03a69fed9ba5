import type { AuditEventView } from "@/lib/audit/event";
import type { Action } from "@/lib/audit/events/action";
import { actionSentence, auditAction } from "@/lib/audit/events/actions";
import { fromAddress, withArticle } from "@/lib/audit/events/sentence-parts";
import { describeChanges } from "@/lib/flows/diff/diff-flows";
import type { ProblemCode } from "@/lib/problems/problem";

/** The parts of an event that a sentence may use. */
export type ShownEvent = Pick<
  AuditEventView,
  "action" | "outcome" | "actor" | "target" | "changes" | "detail" | "request"
>;

/** The words for a target without a recorded name (a refused attempt has none), where the verb needs one. */
function unnamed(phrase: string, { unnamed: somebody }: Action): string {
  const verb = phrase.replace(/\bthe (call flow|message flow)$|(?<= )the (member|workspace)$/, "a $1$2");
  return somebody ? `${verb} ${somebody}` : verb;
}

/** Puts the target's name, or the words for a missing one, behind a verb. */
function withTarget({ action, target }: ShownEvent, verb: "done" | "attempt"): string {
  const facts = auditAction(action);
  if (!facts) return `${verb === "done" ? "did" : "do"} ${action}:${target?.name ? ` ${target.name}` : ""}`;
  if (facts.targetInVerb) return facts[verb];
  return target?.name ? `${facts[verb]} ${target.name}` : unnamed(facts[verb], facts);
}

const HOURS = "/settings/responseSettings/workingHours";

/** The changed fields of a flow, where they are the news of the event. People see working hours as one field. */
function changedFields({ action, changes }: ShownEvent): string | null {
  const isEdit = /^(call|message)_flow\.(update|drift|restore)$/.test(action);
  if (!isEdit || changes.length === 0) return null;
  const paths = new Set(changes.map(({ path }) => (path.startsWith(`${HOURS}/`) ? HOURS : path)));
  return describeChanges([...paths].map((path) => ({ path })));
}

/** Returns what was done, after a name: "changed the call flow Front desk: the prompt". */
function doneWords(event: ShownEvent): string {
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
function attemptedWords(event: ShownEvent): string {
  const attempted = withTarget(event, "attempt");
  const { restoredRevision } = event.detail;
  const whole =
    typeof restoredRevision === "number" ? `${attempted} to state #${restoredRevision}` : attempted;
  const what = changedFields(event);
  return what ? `${whole} (${what})` : whole;
}

/** Problems with words of their own: a refusal names the person, and an unknown outcome is no reason. */
type WithoutReason = "not_signed_in" | "not_allowed" | "outcome_unknown";

/** The reasons of failed attempts, after "but", by the codes of the API's problems; `cancelled` is a reader who left. */
const CODES: Record<Exclude<ProblemCode, WithoutReason> | "cancelled", string> = {
  malformed_json: "what was sent is not JSON",
  idempotency_key_required: "the request had no idempotency key",
  bad_origin: "the request came from another site",
  not_found: "there is no such thing",
  change_in_progress: "another change of the flow was under way",
  idempotency_in_progress: "the same request was still under way",
  conflict: "that could not be done as things were",
  stale: "the flow had been changed meanwhile",
  too_large: "what was sent is too large",
  unsupported_media_type: "what was sent is not JSON",
  invalid_query: "the request was not valid",
  invalid_body: "some fields were not valid",
  idempotency_mismatch: "the idempotency key belonged to another request",
  if_match_required: "the request did not say which state it builds on",
  too_many_requests: "there were too many requests",
  database_unavailable: "the database could not be reached",
  upstream_budget: "Trillet's request budget was used up",
  cancelled: "the reader left before it was done",
  internal: "Switchboard failed",
  upstream_rejected: "Trillet refused it",
  upstream_invalid: "Trillet's answer made no sense",
  upstream_failed: "Trillet failed",
  upstream_credentials: "Trillet did not accept the API key",
  upstream_unreachable: "Trillet could not be reached",
};

/** Returns why an attempt failed: "the upstream refused it". */
export function failureWords({ detail, outcome }: Pick<ShownEvent, "detail" | "outcome">): string {
  const known = Object.entries(CODES).find(([code]) => code === detail.code)?.[1];
  return known ?? (outcome === "failed" ? "it failed" : "it was refused");
}

/** Returns which permission was missing: "a viewer may not (call_flow.update is missing)". */
function denialWords({ actor, detail }: Pick<ShownEvent, "actor" | "detail">): string {
  const missing = detail.missingPermission;
  if (missing === "owner") return "only owners may";
  if (missing === "membership") return "is not a member of that workspace";
  const whom = actor.role ? withArticle(actor.role) : null;
  if (typeof missing !== "string") return whom ? `${whom} may not` : "it was not allowed";
  return whom ? `${whom} may not (${missing} is missing)` : `lacks ${missing}`;
}

const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });
const DAY_AND_CLOCK = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

function moment(value: unknown): Date | null {
  const date = typeof value === "string" ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** Returns the times of the first and the last of several attempts, in UTC: "between 10:02 and 10:14 UTC". */
function spanWords(first: Date | null, last: Date | null): string {
  if (!first || !last) return "";
  const oneDay = first.toISOString().slice(0, 10) === last.toISOString().slice(0, 10);
  const format = oneDay ? CLOCK : DAY_AND_CLOCK;
  const [from, to] = [format.format(first), format.format(last)];
  return from === to ? ` at ${from} UTC` : ` between ${from} and ${to} UTC`;
}

/** The number of attempts behind one event, and their times; null for a single attempt. */
interface Repeats {
  count: number;
  /** " between 10:02 and 10:14 UTC", or nothing. */
  span: string;
}

/** Reads from an event whether it covers several attempts of the same kind. */
function repeatsOf({ detail }: Pick<ShownEvent, "detail">): Repeats | null {
  const { count, firstAt, lastAt } = detail;
  if (typeof count !== "number" || count < 1 || firstAt === undefined) return null;
  return { count, span: spanWords(moment(firstAt), moment(lastAt)) };
}

/**
 * Returns the sentence about failed sign-ins; null for every other event. The person is unknown, since anybody can type
 * an address. So the sentence never names the owner of the address as the actor.
 */
function signInSentence(event: ShownEvent): string | null {
  const { action, outcome, actor, detail } = event;
  const throttled = action === "session.throttle";
  if (!throttled && (action !== "session.sign_in" || outcome === "succeeded")) return null;
  // A source that attempted many addresses: the event names only the last of them.
  const known =
    actor.email !== null && (!throttled || detail.scope === undefined || detail.scope === "address");
  const source = `${known ? ` as ${actor.email}` : ""}${fromAddress(event)}`;
  const repeats = repeatsOf(event);
  if (throttled) {
    const many = repeats !== null && repeats.count > 1;
    const attempts = many ? `${repeats.count} sign-ins${source} were` : `A sign-in${source} was`;
    return `${attempts} held back after too many failures${repeats?.span ?? ""}`;
  }
  if (repeats === null) return `Somebody tried to sign in${source}, but was refused`;
  const noun = repeats.count === 1 ? "failed sign-in" : "failed sign-ins";
  return `${repeats.count} ${noun}${source}${repeats.span}`;
}

/**
 * A write whose answer was lost is settled by reading the flow again: by the portal itself, or on a person's request.
 */
function settledLate({ detail }: ShownEvent): string {
  if (typeof detail.resolvedBy === "string") return ` (found out by ${detail.resolvedBy})`;
  return detail.recovered === true ? " (found out afterwards)" : "";
}

function attemptedSentence(event: ShownEvent): string {
  const attempted = `${event.actor.name} tried to ${attemptedWords(event)}`;
  if (event.outcome === "denied") return `${attempted}, but ${denialWords(event)}`;
  if (event.outcome === "unknown") return `${attempted}; whether it was done is not known`;
  return `${attempted}, but ${failureWords(event)}`;
}

/** A verification that finds a fault was carried out all the same: the fault is its result, not its failure. */
function wasDone({ action, outcome, detail }: ShownEvent): boolean {
  if (outcome === "succeeded") return true;
  if (action === "audit.verify") return typeof detail.firstBad === "number";
  if (action === "workspace.check") return typeof detail.health === "string";
  return action === "audit_webhook.test" && outcome === "failed" && "status" in detail;
}

/**
 * Returns an event as one sentence, without the time: "Maya changed the call flow Front desk: the prompt". A failed
 * attempt is called an attempt, with the reason.
 */
export function eventSentence(event: ShownEvent): string {
  const signIn = signInSentence(event);
  if (signIn) return signIn;
  const sentence = wasDone(event) ? `${event.actor.name} ${doneWords(event)}` : attemptedSentence(event);
  const repeats = repeatsOf(event);
  const often = repeats && repeats.count > 1 ? `, ${repeats.count} times${repeats.span}` : "";
  return `${sentence}${often}${settledLate(event)}`;
}
