import { useRef } from "react";
import type { Problem } from "./problem";
import type { Answer } from "./send-request";

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

/**
 * Returns a function that sends a request under the key of its attempt, by `attemptFor`, and remembers one that got no answer.
 * Its `content` is everything that makes the request what it is.
 */
export function useAttempts() {
  const unanswered = useRef<Attempt | null>(null);
  return async <Data>(
    content: unknown,
    send: (key: string) => Promise<Answer<Data>>,
  ): Promise<Answer<Data>> => {
    const attempt = attemptFor(unanswered.current, JSON.stringify(content));
    const answer = await send(attempt.key);
    unanswered.current = !answer.ok && isUnanswered(answer.problem) ? attempt : null;
    return answer;
  };
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
