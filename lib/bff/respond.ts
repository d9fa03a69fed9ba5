import "server-only";
import type { AuditRequest } from "@/lib/audit/event";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import { log } from "@/lib/log";
import { errorCode, Problem, problemDocument } from "@/lib/problems/problem";
import { problemOfUpstream } from "@/lib/upstream/problems";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { VaultError } from "@/lib/vault/vault";

/** A handler's result: a value that becomes JSON, or a stream of text. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** A body that is JSON text already (a stored answer), or a stream (an export). */
  raw?: string | ReadableStream;
}

function logged(request: Request, response: Response, origin: AuditRequest, started: number): Response {
  log.info({
    requestId: origin.id,
    method: request.method,
    path: new URL(request.url).pathname,
    status: response.status,
    ms: Math.round(performance.now() - started),
  });
  return response;
}

/** The HTTP answer of a reply, with the headers that every answer has. */
export function respond(reply: Reply, request: Request, origin: AuditRequest, started: number): Response {
  const status = reply.status ?? 200;
  const empty = status === 204 || status === 304;
  const body = empty ? null : (reply.raw ?? JSON.stringify(reply.body));
  const headers = new Headers({ "Cache-Control": "no-store", "X-Request-Id": origin.id });
  if (!empty) headers.set("Content-Type", "application/json");
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
  return logged(request, new Response(body, { status, headers }), origin, started);
}

/** The problem of every request that needs the database while it can't be asked. */
export function databaseProblem(): Problem {
  return new Problem(
    "database_unavailable",
    "Switchboard can't reach its database right now. What was not answered before may not be saved; try again in a moment",
    { headers: { "Retry-After": "5" } },
  );
}

const SEALED =
  "A stored secret can't be opened: PORTAL_KEYRING is not the one that it was sealed with. Replace the secret, or have an operator put the old keyring back";

/** Returns the caller's problem for anything that was thrown. An unexpected error's text goes only to the log. */
export function problemOf(error: unknown, origin: AuditRequest): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof UpstreamError) return problemOfUpstream(error);
  if (isDatabaseUnavailable(error)) {
    log.error({ requestId: origin.id, database: error instanceof Error ? error.message : String(error) });
    return databaseProblem();
  }
  if (error instanceof VaultError) {
    log.error({ requestId: origin.id, vault: error.message });
    return new Problem("conflict", SEALED);
  }
  const code = errorCode(error);
  // Two requests came at once, and the other one won: by a unique index, or by removing the row.
  if (code === "P2002")
    return new Problem("conflict", "Someone did the same at this very moment. Load again");
  if (code === "P2025") return new Problem("not_found", "It was removed at this very moment. Load again");
  // The caller gets the request's id and nothing else; the log line has the rest.
  log.error({ requestId: origin.id, error: error instanceof Error ? error.stack : String(error) });
  return new Problem("internal", `Nothing more can be said here. The log has request ${origin.id}`);
}

/** Returns the HTTP answer for anything that was thrown. */
export function respondProblem(
  error: unknown,
  request: Request,
  origin: AuditRequest,
  started: number,
): Response {
  const problem = problemOf(error, origin);
  const reply: Reply = {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", ...problem.headers },
    body: problemDocument(problem, origin.id),
  };
  return respond(reply, request, origin, started);
}
