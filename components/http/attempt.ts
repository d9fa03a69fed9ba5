import type { Problem } from "./problem";

/** The Idempotency-Key of a write, and the content that it was made for. */
export interface Attempt {
  key: string;
  content: string;
}

/**
 * Returns the attempt to send now. The same content is sent again under the same key after no answer, so that the
 * server recognises the repetition and writes once. Otherwise a new key is made.
 * @param unanswered the last attempt if no answer came, else null
 * @param content everything that makes the request what it is
 */
export function attemptFor(unanswered: Attempt | null, content: string): Attempt {
  if (unanswered !== null && unanswered.content === content) return unanswered;
  return { key: newKey(), content };
}

/** Makes a unique key of a write, or a unique id for several writes of one undertaking. */
export function newKey(): string {
  // randomUUID exists on https and localhost only, but a trial portal may run on plain http in a local network.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Problems after which the request may be under way or done, so that it is repeated under its own key only. */
const UNANSWERED = new Set(["offline", "unreadable", "idempotency_in_progress"]);

/** Whether a request got no answer about its outcome. */
export function isUnanswered({ code }: Pick<Problem, "code">): boolean {
  return UNANSWERED.has(code);
}
