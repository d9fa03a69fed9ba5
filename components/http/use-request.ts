"use client";

import { useState } from "react";
import { anything } from "./answer-shape";
import type { Problem } from "./problem";
import { type Expecting, type RequestOptions, type SendRequest, sendRequest } from "./send-request";

/** Sends requests one at a time and keeps the problem of the last one, for a form's messages. */
export function useRequest() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const send: SendRequest<"POST" | "PATCH" | "PUT" | "DELETE"> = async <Data>(
    method: "POST" | "PATCH" | "PUT" | "DELETE",
    path: string,
    { answer: shape = anything, ...options }: RequestOptions & Expecting<Data | unknown> = {},
  ) => {
    setBusy(true);
    setProblem(null);
    const answer = await sendRequest(method, path, { ...options, answer: shape });
    setBusy(false);
    if (!answer.ok) setProblem(answer.problem);
    return answer;
  };

  /** Returns the message for one field of the body, by its JSON pointer. */
  function errorAt(path: string): string | undefined {
    return problem?.errors?.find((error) => error.path === path)?.message;
  }

  /** Returns the problem when it has anything to say beyond the given fields. */
  function problemBeside(...paths: string[]): Problem | null {
    const errors = problem?.errors ?? [];
    return errors.length > 0 && errors.every(({ path }) => paths.includes(path)) ? null : problem;
  }

  return { busy, problem, send, errorAt, problemBeside, clear: () => setProblem(null) };
}
