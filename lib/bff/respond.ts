import "server-only";
import type { AuditRequest } from "@/lib/audit/event";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import { UnfitReplacement } from "@/lib/flows/replace/search-time";
import { log } from "@/lib/log";
import { errorCode, invalidBody, Problem } from "@/lib/problems/problem";
import { problemOfUpstream } from "@/lib/upstream/problems";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { VaultError } from "@/lib/vault/vault";
import { type AnswerForm, JSON_FORM } from "./answer-form";

/** A handler's result: a value that becomes JSON, or a stream of text. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** The `Set-Cookie` headers: there may be several, each of which is one of its own. */
  cookies?: readonly string[];
  body?: unknown;
  /** A body that is JSON text already (a stored answer), or a stream (an export). */
  raw?: string | ReadableStream;
}

/** Who a log line names: a person, and the token by which their script called; or a directory, by its provider's id. */
type LoggedCaller = { user: string; token?: string | undefined } | { directory: string };

const callers = new WeakMap<Request, LoggedCaller>();

/** Has the request's log line name its caller, also where the request is refused and records no event. */
export function nameCaller(request: Request, caller: LoggedCaller): void {
  callers.set(request, caller);
}

interface Answered {
  form: AnswerForm;
  request: Request;
  origin: AuditRequest;
  started: number;
  /** The problem's code, where the answer is one. */
  code?: string;
}

/** Writes the log line of an answer, and returns the answer. */
export function logged(
  response: Response,
  { request, origin, started, code }: Omit<Answered, "form">,
): Response {
  log.info({
    requestId: origin.id,
    ip: origin.ip,
    ...callers.get(request),
    method: request.method,
    path: new URL(request.url).pathname,
    status: response.status,
    code,
    ms: Math.round(performance.now() - started),
  });
  return response;
}

/** The HTTP answer of a reply, with the headers that every answer has. */
export function respond(reply: Reply, answered: Answered): Response {
  const { origin, form } = answered;
  const status = reply.status ?? 200;
  const empty = status === 204 || status === 304;
  const body = empty ? null : (reply.raw ?? JSON.stringify(reply.body));
  const headers = new Headers({ "Cache-Control": "no-store", "X-Request-Id": origin.id });
  if (!empty) headers.set("Content-Type", form.type);
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
  for (const cookie of reply.cookies ?? []) headers.append("Set-Cookie", cookie);
  return logged(new Response(body, { status, headers }), answered);
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
  if (error instanceof UnfitReplacement) return invalidBody(error.errors);
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
  form: AnswerForm = JSON_FORM,
): Response {
  const problem = problemOf(error, origin);
  const reply: Reply = {
    status: form.statusOf(problem.code, problem.status),
    headers: { "Content-Type": form.problemType, ...problem.headers },
    body: form.documentOf(problem, origin.id),
  };
  return respond(reply, { request, origin, started, form, code: problem.code });
}
