import type { AuditEventView } from "@/lib/audit/event";

/** Returns the change of one field, or undefined where the event has none. */
export function changeOf({ changes }: Pick<AuditEventView, "changes">, path: string) {
  return changes.find((change) => change.path === path);
}

/** Returns a word with its article: "an editor", "a viewer". */
export function withArticle(word: string): string {
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}

/** Returns " from 203.0.113.9", or nothing where the address is unknown. */
export function fromAddress({ request }: Pick<AuditEventView, "request">): string {
  return request?.ip ? ` from ${request.ip}` : "";
}

/** Returns "1,204 undelivered events" or "1 event". */
export function eventsWords(count: number, which = ""): string {
  const noun = count === 1 ? "event" : "events";
  return `${count.toLocaleString("en-US")} ${which === "" ? noun : `${which} ${noun}`}`;
}
