import type { AuditEventView } from "@/lib/audit/event";

/** What a sentence about an event is made of. */
export type ToldEvent = Pick<
  AuditEventView,
  "action" | "outcome" | "actor" | "target" | "changes" | "detail" | "request"
>;

/**
 * Says what was done by one kind of event, to stand after a name; null where the action's own words are as good. A deed
 * that is told with its result is one even when the result is bad.
 */
export type Deed = (event: ToldEvent) => string | null;

/** Gives the change of one field, or undefined where the event has none. */
export function changeOf({ changes }: Pick<ToldEvent, "changes">, path: string) {
  return changes.find((change) => change.path === path);
}

/** Gives a word with its article: "an editor", "a viewer". */
export function withArticle(word: string): string {
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}

/** Gives ", from 203.0.113.9" without the comma, or nothing where the address is not known. */
export function fromAddress({ request }: Pick<ToldEvent, "request">): string {
  return request?.ip ? ` from ${request.ip}` : "";
}
