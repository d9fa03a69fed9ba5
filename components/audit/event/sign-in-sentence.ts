import { fromAddress } from "@/lib/audit/events/sentence-parts";
import { repeatsOf } from "./repeat-words";
import type { ToldEvent } from "./told-event";

/**
 * Tells of sign-ins that came to nothing; null for every other event. Who tried is not known: anybody can type an
 * address, so it is never told as a deed of the person whom the address belongs to.
 */
export function signInSentence(event: ToldEvent): string | null {
  const { action, outcome, actor, detail } = event;
  const throttled = action === "session.throttle";
  if (!throttled && (action !== "session.sign_in" || outcome === "succeeded")) return null;
  // Where a source tried many addresses, the one that the event names is only the last of them.
  const known =
    actor.email !== null && (!throttled || detail.scope === undefined || detail.scope === "address");
  const source = `${known ? ` as ${actor.email}` : ""}${fromAddress(event)}`;
  const repeats = repeatsOf(event);
  if (throttled) {
    const many = repeats !== null && repeats.count > 1;
    const tries = many ? `${repeats.count} sign-ins${source} were` : `A sign-in${source} was`;
    return `${tries} held back after too many failures${repeats?.span ?? ""}`;
  }
  if (repeats === null) return `Somebody tried to sign in${source}, but was refused`;
  const noun = repeats.count === 1 ? "failed sign-in" : "failed sign-ins";
  return `${repeats.count} ${noun}${source}${repeats.span}`;
}
