import { encodeReason } from "@/lib/flows/requests/change-reason";
import { addressAndBack } from "@/lib/text/own-path";
import { hasUnsaved } from "../ui/unsaved-changes";
import type { Shape } from "./answer-shape";
import { proveIdentity } from "./identity-proof";
import { OFFLINE_PROBLEM, type Problem, readProblem } from "./problem";

export type Answer<Data> =
  | { ok: true; status: number; data: Data; etag: string | null }
  | { ok: false; problem: Problem };

export interface RequestOptions {
  body?: unknown;
  /** The ETag of the state that this write builds on. */
  ifMatch?: string;
  idempotencyKey?: string;
  /** Why the person makes this change; kept in the audit log. */
  reason?: string | undefined;
  /** One id for all requests of one undertaking; kept in the audit log. */
  correlationId?: string | undefined;
  /** Set where the page asks by itself. Then an ended session leads nobody away, and such requests keep none alive. */
  background?: true;
  /** Ends the request when nobody waits for its answer any more, which then is the problem `offline`. */
  signal?: AbortSignal;
}

/** What the body of a success is expected to be. */
export interface Expecting<Data> {
  answer?: Shape<Data>;
}

/** Sends a request. Without a shape that it is checked for, nothing is known of the answer's body. */
export interface SendRequest<Method extends string, Options = RequestOptions> {
  <Data>(method: Method, path: string, options: Options & Required<Expecting<Data>>): Promise<Answer<Data>>;
  (method: Method, path: string, options?: Options): Promise<Answer<unknown>>;
}

function headersFor(options: RequestOptions): Headers {
  const { body, ifMatch, idempotencyKey, reason, correlationId, background } = options;
  const headers = new Headers({ Accept: "application/json" });
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (ifMatch) headers.set("If-Match", ifMatch);
  if (idempotencyKey) headers.set("Idempotency-Key", idempotencyKey);
  if (reason) headers.set("X-Change-Reason", encodeReason(reason));
  if (correlationId) headers.set("X-Correlation-Id", correlationId);
  if (background) headers.set("X-Background", "1");
  return headers;
}

async function readBody(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text === "" ? null : JSON.parse(text);
  } catch {
    // A proxy's error page is not JSON: only the status is known.
    return null;
  }
}

/** A success whose body has another shape than expected is the problem that a nonsense answer is. */
export function checkedAnswer<Data>(answer: Answer<unknown>, shape: Shape<Data>): Answer<Data> {
  if (!answer.ok) return answer;
  const { data, ...rest } = answer;
  return shape(data) ? { ...rest, data } : { ok: false, problem: readProblem(answer.status, null, null) };
}

/**
 * Sends a request to the portal's own API, given a method and a path under `/api`. Never throws: no answer is the
 * problem `offline`. A session that ended (401) leads to the sign-in page and back to the present place, and a second factor
 * that is missing to the page that sets one up. With unsaved
 * edits on the page it is a problem as any other, so that they are not lost. Where the portal needs to be sure who the person
 * is, they are asked, and the request is sent again: it has changed nothing.
 *
 * @param options `answer`: the shape that the body of a success must have
 * @returns the parsed body with its ETag, or the problem
 */
export const sendRequest: SendRequest<"GET" | "POST" | "PATCH" | "PUT" | "DELETE"> = async <Data>(
  method: string,
  path: string,
  { answer: shape, ...options }: RequestOptions & Expecting<Data> = {},
) => {
  const first = await exchange(method, path, options);
  const proved = !first.ok && first.problem.code === "not_fresh" && (await proveIdentity());
  const answer = proved ? await exchange(method, path, options) : first;
  return shape ? checkedAnswer(answer, shape) : answer;
};

/** The pages that a person needs first, by the problem that says so. */
const ELSEWHERE: Record<string, string> = {
  not_signed_in: "/sign-in",
  second_factor_required: "/second-factor",
};

async function exchange(method: string, path: string, options: RequestOptions): Promise<Answer<unknown>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: headersFor(options),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
      cache: "no-store",
      credentials: "same-origin",
    });
  } catch {
    return { ok: false, problem: OFFLINE_PROBLEM };
  }
  const body = await readBody(response);
  if (response.ok) {
    return { ok: true, status: response.status, data: body, etag: response.headers.get("ETag") };
  }
  const problem = readProblem(response.status, body, response.headers.get("Retry-After"));
  const elsewhere = ELSEWHERE[response.status === 401 ? "not_signed_in" : problem.code];
  if (elsewhere !== undefined && !options.background && !hasUnsaved())
    window.location.assign(addressAndBack(elsewhere, window.location));
  return { ok: false, problem };
}
