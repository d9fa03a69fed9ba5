import type { AuditActor, AuditEventView } from "@/lib/audit/event";
import type { Action } from "@/lib/audit/events/action";
import { actionSentence, auditAction } from "@/lib/audit/events/actions";
import { fromAddress, withArticle } from "@/lib/audit/events/sentence-parts";
import { describeChanges } from "@/lib/flows/diff/diff-flows";
import type { ResetRefusal } from "@/lib/identity/request-reset";
import type { ProblemCode } from "@/lib/problems/problem";
import { clockText, momentText } from "@/lib/time/moment-words";
import { dayAt } from "@/lib/time/zoned-days";

/** The parts of an event that a sentence may use. */
export type ShownEvent = Pick<
  AuditEventView,
  "action" | "outcome" | "actor" | "target" | "changes" | "detail" | "request"
>;

/**
 * Returns who did something, by name; for a script the person, and the token that it used. Events record somebody at the upstream
 * under another name than people read.
 */
export function actorName({ type, name, token }: Pick<AuditActor, "type" | "name" | "token">): string {
  if (type === "upstream") return "Somebody in Trillet";
  return token ? `${name} (token ${token.name})` : name;
}

/** A stretch of a sentence; who did it, and what it was done to, are names. */
export interface SentencePart {
  text: string;
  isName: boolean;
}

/** Splits a sentence at the names of the actor and of the target, so that a list can be read by its names. */
export function sentenceParts(event: ShownEvent, zone: string | null): SentencePart[] {
  const sentence = eventSentence(event, zone);
  const who = actorName(event.actor);
  const start = sentence.startsWith(`${who} `) ? who.length : 0;
  const name = event.target?.name ?? "";
  const found = name === "" ? -1 : sentence.indexOf(name, start);
  const [from, to] = found === -1 ? [sentence.length, sentence.length] : [found, found + name.length];
  const parts = [
    { text: sentence.slice(0, start), isName: true },
    { text: sentence.slice(start, from), isName: false },
    { text: sentence.slice(from, to), isName: true },
    { text: sentence.slice(to), isName: false },
  ];
  return parts.filter(({ text }) => text !== "");
}

/** The words for a target without a recorded name (a refused attempt has none), where the verb needs one. */
function unnamed(phrase: string, { unnamed: somebody }: Action): string {
  const [, noun] = /^an? (.+)$/.exec(somebody ?? "") ?? [];
  if (noun && phrase.endsWith(` the ${noun}`)) return `${phrase.slice(0, -`the ${noun}`.length)}${somebody}`;
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

/** The changed fields of a flow, where they are the news of the event. */
function changedFields({ action, changes }: ShownEvent): string | null {
  const isEdit = /^(call|message)_flow\.(update|drift|restore)$/.test(action);
  return isEdit && changes.length > 0 ? describeChanges(changes) : null;
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
const CODES: Record<Exclude<ProblemCode, WithoutReason> | ResetRefusal | "cancelled", string> = {
  no_mail: "no mail is set up",
  unknown_address: "nobody here has this address",
  disabled: "this person is disabled",
  no_password: "this person has no password",
  malformed_json: "what was sent is not JSON",
  idempotency_key_required: "the request had no idempotency key",
  bad_origin: "the request came from another site",
  not_fresh: "they had not confirmed lately who they were",
  provider_only: "people of that domain sign in with their identity provider",
  second_step_required: "a second step was missing",
  wrong_code: "the code was not right",
  own_password_required: "they had no password of their own yet",
  second_factor_required: "they had no second factor",
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
  if (missing === "session") return "no token may";
  if (missing === "membership")
    return actor.token ? "it does not count in that workspace" : "is not a member of that workspace";
  const whom = actor.role ? withArticle(actor.role) : null;
  if (typeof missing !== "string") return whom ? `${whom} may not` : "it was not allowed";
  return whom ? `${whom} may not (${missing} is missing)` : `lacks ${missing}`;
}

function moment(value: unknown): number | null {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** Returns the times of the first and the last of several attempts: "between 10:02 and 10:14". */
function spanWords(first: number | null, last: number | null, zone: string): string {
  if (first === null || last === null) return "";
  const words = dayAt(zone, first) === dayAt(zone, last) ? clockText : momentText;
  const [from, to] = [words(first, zone), words(last, zone)];
  return from === to ? ` at ${from}` : ` between ${from} and ${to}`;
}

/** The number of attempts behind one event, and their times; null for a single attempt. */
interface Repeats {
  count: number;
  /** " between 10:02 and 10:14", or nothing. */
  span: string;
}

/** Returns why an event was not carried out, as a sentence of its own; null where it was. */
export function faultWords(event: ShownEvent): string | null {
  if (wasDone(event)) return null;
  if (event.outcome === "unknown") return "Whether it was done is not known";
  const words =
    event.outcome === "denied" ? `${actorName(event.actor)}: ${denialWords(event)}` : failureWords(event);
  return words.replace(/^./u, (letter) => letter.toUpperCase());
}

/** Reads from an event whether it covers several attempts of the same kind. */
function repeatsOf({ detail }: Pick<ShownEvent, "detail">, zone: string | null): Repeats | null {
  const { count, firstAt, lastAt } = detail;
  if (typeof count !== "number" || count < 1 || firstAt === undefined) return null;
  return { count, span: zone === null ? "" : spanWords(moment(firstAt), moment(lastAt), zone) };
}

/**
 * Returns the sentence about failed sign-ins; null for every other event. The person is unknown, since anybody can type
 * an address. So the sentence never names the owner of the address as the actor.
 */
function signInSentence(event: ShownEvent, zone: string | null): string | null {
  const { action, outcome, actor, detail } = event;
  const throttled = action === "session.throttle";
  if (!throttled && (action !== "session.sign_in" || outcome === "succeeded")) return null;
  // A source that attempted many addresses: the event names only the last of them.
  const known =
    actor.email !== null && (!throttled || detail.scope === undefined || detail.scope === "address");
  const source = `${known ? ` as ${actor.email}` : ""}${fromAddress(event)}`;
  const repeats = repeatsOf(event, zone);
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
  const attempted = `${actorName(event.actor)} tried to ${attemptedWords(event)}`;
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
 * Returns an event as one sentence, without its time: "Maya changed the call flow Front desk: the prompt". A failed
 * attempt is called an attempt, with the reason.
 * @param zone the reader's zone, for the times of attempts that are one event; null leaves them out
 */
export function eventSentence(event: ShownEvent, zone: string | null): string {
  const signIn = signInSentence(event, zone);
  if (signIn) return signIn;
  const sentence = wasDone(event)
    ? `${actorName(event.actor)} ${doneWords(event)}`
    : attemptedSentence(event);
  const repeats = repeatsOf(event, zone);
  const often = repeats && repeats.count > 1 ? `, ${repeats.count} times${repeats.span}` : "";
  return `${sentence}${often}${settledLate(event)}`;
}
