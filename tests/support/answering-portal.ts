import { vi } from "vitest";

/** One request that a component sent to the portal. */
export interface Sent {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}

/** A refusal as the portal's routes answer it. */
export function refusal(status: number, more: { code: string; title?: string } & Record<string, unknown>) {
  const problem = { type: "about:blank", title: "Refused", status, requestId: "r1", ...more };
  return Response.json(problem, { status, headers: { "content-type": "application/problem+json" } });
}

/**
 * Answers what components send, in place of the network, until `vi.unstubAllGlobals()`.
 * @param answer makes the answer of one request; a promise keeps the component waiting
 * @returns the requests so far, in order
 */
export function answeringPortal(answer: (sent: Sent) => Response | Promise<Response>): Sent[] {
  const requests: Sent[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    const sent = { method: init.method ?? "GET", path, body, headers: new Headers(init.headers) };
    requests.push(sent);
    return answer(sent);
  });
  return requests;
}

/** An answer that a test gives when it wants to. */
export function laterAnswer<Answer = Response>() {
  let give: (answer: Answer) => void = () => {};
  const answer = new Promise<Answer>((resolve) => {
    give = resolve;
  });
  return { answer, give: (given: Answer) => give(given) };
}
