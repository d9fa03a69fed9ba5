"use client";

import type { Shape } from "./answer-shape";
import { useAttempts } from "./attempt";
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
  const attempt = useAttempts();

  function post<Data>(path: string, { answer: shape, ...sent }: KeyedRequest<Data>): Promise<Answer<Data>> {
    return attempt([path, sent], (idempotencyKey) =>
      send("POST", path, { ...sent, idempotencyKey, answer: shape }),
    );
  }

  return { ...request, post };
}
