"use client";

import { useRef } from "react";
import type { Shape } from "./answer-shape";
import { type Attempt, attemptFor, isUnanswered } from "./attempt";
import type { Answer } from "./send-request";
import { useRequest } from "./use-request";

interface KeyedRequest<Data> {
  body: unknown;
  reason?: string;
  answer: Shape<Data>;
}

/**
 * Sends requests that begin something, such as a job. One that got no answer is sent again under its key, so that it
 * begins once; any other has a key of its own.
 */
export function useKeyedRequest() {
  const { send, ...request } = useRequest();
  const unanswered = useRef<Attempt | null>(null);

  async function post<Data>(
    path: string,
    { answer: shape, ...sent }: KeyedRequest<Data>,
  ): Promise<Answer<Data>> {
    const attempt = attemptFor(unanswered.current, JSON.stringify([path, sent]));
    const answer = await send("POST", path, { ...sent, idempotencyKey: attempt.key, answer: shape });
    unanswered.current = !answer.ok && isUnanswered(answer.problem) ? attempt : null;
    return answer;
  }

  return { ...request, post };
}
