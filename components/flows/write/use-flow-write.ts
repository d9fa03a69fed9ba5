"use client";

import { useState } from "react";
import type { Problem } from "@/components/http/problem";
import type { FieldError } from "@/lib/json/json-pointer";
import type { Shape } from "../../http/answer-shape";
import { useAttempts } from "../../http/attempt";
import { type Answer, sendRequest } from "../../http/send-request";

/** The outcome of the last write, as far as the person has to know. */
export type WriteOutcome =
  | { kind: "none" }
  | { kind: "refused"; problem: Problem; rest: FieldError[] }
  | { kind: "conflict"; problem: Problem }
  | { kind: "unknown"; problem: Problem; changeId: string };

interface FlowWrite<Data> {
  answer: Shape<Data>;
  body: unknown;
  ifMatch?: string;
  reason?: string;
}

/** Sends writes to flows, each under an idempotency key, and keeps the last outcome. */
export function useFlowWrite() {
  const attempt = useAttempts();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<WriteOutcome>({ kind: "none" });

  async function write<Data>(
    method: "POST" | "PATCH",
    path: string,
    { answer: shape, ...sent }: FlowWrite<Data>,
  ): Promise<Answer<Data>> {
    setBusy(true);
    setOutcome({ kind: "none" });
    const answer = await attempt([method, path, sent], (idempotencyKey) =>
      sendRequest(method, path, { ...sent, idempotencyKey, answer: shape }),
    );
    setBusy(false);
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
