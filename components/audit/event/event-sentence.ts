import { doneWords, triedWords } from "./deed-words";
import { repeatsOf } from "./repeat-words";
import { signInSentence } from "./sign-in-sentence";
import type { ToldEvent } from "./told-event";
import { denialWords, failureWords } from "./why-words";

/** A write whose answer was lost is settled by reading the flow again: by the portal itself, or by somebody's asking. */
function settledLate({ detail }: ToldEvent): string {
  if (typeof detail.resolvedBy === "string") return ` (found out by ${detail.resolvedBy})`;
  return detail.recovered === true ? " (found out afterwards)" : "";
}

function triedSentence(event: ToldEvent): string {
  const tried = `${event.actor.name} tried to ${triedWords(event)}`;
  if (event.outcome === "denied") return `${tried}, but ${denialWords(event)}`;
  if (event.outcome === "unknown") return `${tried}; whether it was done is not known`;
  return `${tried}, but ${failureWords(event)}`;
}

/** A check that finds a fault was carried out all the same: what it found is its result, not its failure. */
function wasDone({ action, outcome, detail }: ToldEvent): boolean {
  if (outcome === "succeeded") return true;
  if (action === "audit.verify") return typeof detail.firstBad === "number";
  if (action === "workspace.check") return typeof detail.health === "string";
  return action === "audit_webhook.test" && outcome === "failed" && "status" in detail;
}

/**
 * Says what an event is about in one sentence, without the time: "Maya changed the call flow Front desk: the prompt".
 * Tries that came to nothing are told as tries, with the reason.
 */
export function eventSentence(event: ToldEvent): string {
  const signIn = signInSentence(event);
  if (signIn) return signIn;
  const told = wasDone(event) ? `${event.actor.name} ${doneWords(event)}` : triedSentence(event);
  const repeats = repeatsOf(event);
  const often = repeats && repeats.count > 1 ? `, ${repeats.count} times${repeats.span}` : "";
  return `${told}${often}${settledLate(event)}`;
}
