import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { sendAnswer } from "@/sandbox/http/answer";
import { matchPath } from "@/sandbox/http/match-path";
import { parseJson, readBody } from "@/sandbox/http/read-body";
import type { Sandbox } from "@/sandbox/sandbox";
import { ControlError } from "./route";
import { controlRoutes } from "./routes";

/** The server of the control port. It has no authentication, so it must only ever listen on loopback. */
export function createControlServer(sandbox: Sandbox): Server {
  return createServer((request, response) => {
    serve(sandbox, request, response).catch((error) => {
      const status = error instanceof ControlError ? error.status : 500;
      sendAnswer(response, {
        status,
        json: { error: error instanceof Error ? error.message : String(error) },
      });
    });
  });
}

async function serve(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  refuseWebPages(request);
  const url = new URL(request.url ?? "/", "http://control");
  for (const route of controlRoutes) {
    const params = route.method === request.method ? matchPath(route.path, url.pathname) : null;
    if (!params) continue;
    const text = await readBody(request);
    const body = text === "" ? undefined : parseJson(text);
    if (text !== "" && body === undefined) throw new ControlError("the body is not JSON");
    const { status, json } = route.handle({ sandbox, params, query: url.searchParams, body });
    sendAnswer(response, { status: status ?? 200, json });
    return;
  }
  throw new ControlError(`no control endpoint ${request.method} ${url.pathname}`, 404);
}

/**
 * A page in somebody's browser can reach loopback too. A page whose host name points at loopback sends that name as
 * host, and every other page sends its origin; both are refused.
 */
function refuseWebPages({ headers }: IncomingMessage): void {
  const name = (headers.host ?? "").replace(/:\d+$/, "");
  const foreignHost = !["127.0.0.1", "localhost", "[::1]"].includes(name);
  if (foreignHost || headers.origin !== undefined) throw new ControlError("loopback programs only");
}
