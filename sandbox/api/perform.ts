import type { IncomingHttpHeaders } from "node:http";
import type { Answer } from "@/sandbox/http/answer";
import { matchPath } from "@/sandbox/http/match-path";
import { parseJson } from "@/sandbox/http/read-body";
import type { Sandbox } from "@/sandbox/sandbox";
import { authenticate, authorizeWorkspace } from "./access";
import type { Call } from "./call";
import { invalid, Refusal, unknownRoute } from "./refusal";
import { routes } from "./routes";
import { respelled } from "./spell-date";

export type ApiRequest = { method: string; path: string; headers: IncomingHttpHeaders; text: string };

/** The outcome of a request: its answer, whether it changed the state, and the place of that change in the history. */
export type Outcome = { answer: Answer; applied: boolean; order?: number };

/**
 * Carries an API request out; `n` is its number in the log. Never throws: a refusal or a crash is an answer too.
 */
export function perform(sandbox: Sandbox, request: ApiRequest & { n: number }): Outcome {
  try {
    const outcome = dispatch(sandbox, request);
    return { ...outcome, answer: respelled(outcome.answer, sandbox.live.dates) };
  } catch (error) {
    if (error instanceof Refusal) return { answer: error.answer, applied: false };
    process.stderr.write(`sandbox: ${request.method} ${request.path}: ${String(error)}\n`);
    const text = "Internal Server Error";
    return { answer: { status: 500, text, contentType: "text/plain; charset=utf-8" }, applied: false };
  }
}

function dispatch(sandbox: Sandbox, request: ApiRequest & { n: number }): Outcome {
  const { store, live, rateLimit, history, trueNow } = sandbox;
  const { method, path, headers } = request;
  const found = findRoute(method, path);
  if (!found) throw unknownRoute(method, path);
  const budget = { limit: rateLimit, perMinute: live.requestsPerMinute, now: trueNow() };
  const user = authenticate(store.read(), header(headers, "x-api-key"), budget);
  const workspaceId = header(headers, "x-workspace-id") ?? "";
  if (found.route.needsWorkspace) authorizeWorkspace(store.read(), user, workspaceId);
  const body = method === "GET" ? undefined : jsonBody(request);
  const { generation, update, updatedAtMoves } = live;
  const call: Omit<Call, "state"> = {
    generation,
    update,
    now: sandbox.now(),
    updatedAtMoves,
    user,
    workspaceId,
    params: found.params,
    body,
  };
  if (method === "GET") {
    return { answer: found.route.handle({ ...call, state: store.read() }), applied: false };
  }
  const cause = { request: request.n, at: trueNow() };
  const answer = history.change(store, cause, (state) => found.route.handle({ ...call, state }));
  return { answer, applied: true, order: history.last() };
}

function findRoute(method: string, path: string) {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : null;
    if (params) return { route, params };
  }
  return null;
}

/** The JSON body of a request; undefined when it has none. A body of any other type is refused. */
function jsonBody({ headers, text }: ApiRequest): unknown {
  if (text === "") return undefined;
  const type = (header(headers, "content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw invalid("Content-Type must be application/json", "invalid_content_type");
  const value = parseJson(text);
  if (value === undefined) throw invalid("Request body is not valid JSON", "invalid_json");
  return value;
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
