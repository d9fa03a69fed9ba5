import { encodeReason } from "@/lib/flows/requests/change-reason";
import { hasUnsaved } from "../ui/unsaved-changes";
import { signInAddress } from "./callback-address";
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
  /** What several requests of one undertaking have in common; kept in the audit log. */
  correlationId?: string | undefined;
}

function headersFor({ body, ifMatch, idempotencyKey, reason, correlationId }: RequestOptions): Headers {
  const headers = new Headers({ Accept: "application/json" });
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (ifMatch) headers.set("If-Match", ifMatch);
  if (idempotencyKey) headers.set("Idempotency-Key", idempotencyKey);
  if (reason) headers.set("X-Change-Reason", encodeReason(reason));
  if (correlationId) headers.set("X-Correlation-Id", correlationId);
  return headers;
}

async function readBody(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text === "" ? null : JSON.parse(text);
  } catch {
    // Not JSON: a proxy's error page. The status alone has to do.
    return null;
  }
}

/**
 * Asks the portal's own API. Takes a method and a path under `/api`; gives the parsed body with its ETag, or the
 * problem. Never throws: no answer is the problem `offline`. A session that ended (401) leads to the sign-in
 * page and back to the present place, unless the page holds unsaved edits: then the problem is given as any other.
 */
export async function sendRequest<Data = unknown>(
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
  path: string,
  options: RequestOptions = {},
): Promise<Answer<Data>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: headersFor(options),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      cache: "no-store",
      credentials: "same-origin",
    });
  } catch {
    return { ok: false, problem: OFFLINE_PROBLEM };
  }
  const body = await readBody(response);
  if (response.ok) {
    return { ok: true, status: response.status, data: body as Data, etag: response.headers.get("ETag") };
  }
  if (response.status === 401 && !hasUnsaved()) window.location.assign(signInAddress(window.location));
  return { ok: false, problem: readProblem(response.status, body, response.headers.get("Retry-After")) };
}
