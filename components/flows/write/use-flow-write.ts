"use client";

import { useRef, useState } from "react";
import type { FieldError } from "@/lib/json/json-pointer";
import type { Problem } from "../../http/problem";
import { type Answer, sendRequest } from "../../http/send-request";
import { type Attempt, attemptFor, isUnanswered } from "./attempt";

/** What the last write came to, as far as the person has to know. */
export type WriteOutcome =
  | { kind: "none" }
  | { kind: "refused"; problem: Problem; rest: FieldError[] }
  | { kind: "conflict"; problem: Problem }
  | { kind: "unknown"; problem: Problem; changeId: string };

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
    unanswered.current = !answer.ok && isUnanswered(answer.problem) ? attempt : null;
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
