"use client";

import { useRef, useState } from "react";
import type { FieldError, Problem } from "../../http/problem";
import { type Answer, sendRequest } from "../../http/send-request";

/** The Idempotency-Key of a write, and what it was made for. */
export interface Attempt {
  key: string;
  content: string;
}

/**
 * Gives the attempt to send now. An attempt that got no answer is repeated under its own key as long as the
 * content is the same, so that the server can tell a retry from a second wish; otherwise a new key is made.
 * @param unanswered the last attempt if no answer came, else null
 * @param content everything that makes the request what it is
 */
export function attemptFor(unanswered: Attempt | null, content: string): Attempt {
  if (unanswered !== null && unanswered.content === content) return unanswered;
  return { key: newKey(), content };
}

function newKey(): string {
  // randomUUID exists on https and localhost only; a portal may be tried out over plain http in a local network.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** What the last write came to, as far as the person has to know. */
export type WriteOutcome =
  | { kind: "none" }
  | { kind: "refused"; problem: Problem; rest: FieldError[] }
  | { kind: "conflict"; problem: Problem }
  | { kind: "unknown"; problem: Problem; changeId: string };

/** Answers after which the same request may be under way or done: it is repeated under its own key only. */
const UNANSWERED = new Set(["offline", "unreadable", "idempotency_in_progress"]);

interface FlowWrite {
  body: unknown;
  ifMatch?: string;
  reason?: string;
}

/** Sends writes to flows, each under an idempotency key, and keeps what came of the last one. */
export function useFlowWrite() {
  const unanswered = useRef<Attempt | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<WriteOutcome>({ kind: "none" });

  async function write<Data>(method: "POST" | "PATCH", path: string, sent: FlowWrite): Promise<Answer<Data>> {
    const attempt = attemptFor(unanswered.current, JSON.stringify([method, path, sent]));
    setBusy(true);
    setOutcome({ kind: "none" });
    const answer = await sendRequest<Data>(method, path, { ...sent, idempotencyKey: attempt.key });
    setBusy(false);
    unanswered.current = !answer.ok && UNANSWERED.has(answer.problem.code) ? attempt : null;
    if (!answer.ok) setOutcome(outcomeOf(answer.problem));
    return answer;
  }

  return { write, busy, outcome, setOutcome };
}

function outcomeOf(problem: Problem): WriteOutcome {
  if (problem.status === 412) return { kind: "conflict", problem };
  if (problem.code === "outcome_unknown" && problem.changeId) {
    return { kind: "unknown", problem, changeId: problem.changeId };
  }
  return { kind: "refused", problem, rest: problem.errors ?? [] };
}
