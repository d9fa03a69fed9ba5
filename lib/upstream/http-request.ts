import { errorCode } from "@/lib/problems/problem";
import "server-only";
import { Client, type Dispatcher } from "undici";
import { errorFromAnswer } from "./error-from-answer";
import { secretsOfRequest } from "./error-message";
import type { UpstreamAnswer, UpstreamConnection } from "./request";
import { readErrorText, readJsonBody } from "./response-body";
import { UpstreamError } from "./upstream-error";

export interface UpstreamRequest {
  method: "GET" | "POST" | "PUT";
  /** From the root of the API, for example `/v1/api/call-flows`; its parts already encoded. */
  path: string;
  body?: Record<string, unknown>;
}

/** How far a request got: a failure's meaning depends on it. */
interface Progress {
  connected: boolean;
  timedOut: boolean;
}

const SENDABLE = /^[\x21-\x7e]+$/;

function checkCredentials({ apiKey, workspaceId }: UpstreamConnection): void {
  if (SENDABLE.test(apiKey) && SENDABLE.test(workspaceId)) return;
  throw new UpstreamError({
    kind: "credentials",
    message: "The API key or the workspace id holds characters that cannot be sent in a header",
    sent: false,
  });
}

function codeInBrackets(error: unknown): string {
  const code = errorCode(error);
  return code !== null && /^[A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : "";
}

/**
 * Returns the error for a request without a complete answer. The cause's own text may contain secrets, so it is left
 * out.
 */
function failureOf(error: unknown, progress: Progress): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (!progress.connected) {
    const message = `The upstream could not be reached${progress.timedOut ? " in time" : codeInBrackets(error)}`;
    return new UpstreamError({ kind: "unreachable", message, sent: false });
  }
  if (progress.timedOut) {
    return new UpstreamError({ kind: "timeout", message: "The upstream did not answer in time", sent: true });
  }
  const message = `The connection to the upstream was lost${codeInBrackets(error)}`;
  return new UpstreamError({ kind: "cut", message, sent: true });
}

function headersOf({ apiKey, workspaceId }: UpstreamConnection): Record<string, string> {
  return {
    "x-api-key": apiKey,
    "x-workspace-id": workspaceId,
    "content-type": "application/json",
    accept: "application/json",
    "user-agent": "switchboard",
  };
}

async function exchange(
  client: Client,
  connection: UpstreamConnection,
  request: UpstreamRequest,
  signal: AbortSignal,
): Promise<Omit<UpstreamAnswer, "durationMs">> {
  const prefix = new URL(connection.baseUrl).pathname.replace(/\/+$/, "");
  const options: Dispatcher.RequestOptions = {
    method: request.method,
    path: `${prefix}${request.path}`,
    headers: headersOf(connection),
    body: request.body === undefined ? null : JSON.stringify(request.body),
    signal,
    // Only the total time-out counts, so undici's own time-outs are off.
    headersTimeout: 0,
    bodyTimeout: 0,
    reset: true,
  };
  // Undici's `request` follows no redirect: a redirect could carry the key to another host.
  const response = await client.request(options);
  // `destroy` below raises an error on a body that was not read to its end; without a listener that would end the
  // process.
  response.body.on("error", () => undefined);
  const status = response.statusCode;
  if (status >= 200 && status < 300) return { status, json: await readJsonBody(response) };
  const retryAfter = response.headers["retry-after"];
  throw errorFromAnswer(
    {
      status,
      body: await readErrorText(response),
      retryAfter: typeof retryAfter === "string" ? retryAfter : null,
    },
    secretsOfRequest(connection.apiKey, request.body),
  );
}

/**
 * Sends exactly one request to the upstream; never retries, never follows a redirect. Every request has a connection
 * of its own. The upstream may have closed a reused one meanwhile, and the fate of a write would be unknown. A failure
 * before the connection was made means "nothing was sent", a later one "may have been applied".
 * @returns the 2xx answer, its body parsed
 * @throws UpstreamError of any kind; the error of `spend`, before anything is sent
 */
export async function sendUpstreamRequest(
  connection: UpstreamConnection,
  request: UpstreamRequest,
): Promise<UpstreamAnswer> {
  checkCredentials(connection);
  await connection.spend(1);
  const client = new Client(new URL(connection.baseUrl).origin, {
    connect: { timeout: connection.timeoutMs },
  });
  const startedAt = performance.now();
  const progress: Progress = { connected: false, timedOut: false };
  const abort = new AbortController();
  const timer = setTimeout(() => {
    progress.timedOut = true;
    abort.abort();
  }, connection.timeoutMs);
  client.on("connect", () => {
    progress.connected = true;
  });
  try {
    const answer = await exchange(client, connection, request, abort.signal);
    return { ...answer, durationMs: Math.round(performance.now() - startedAt) };
  } catch (error) {
    const failure = failureOf(error, progress);
    if (failure.kind === "rate_limited") {
      // The answer is what counts: a database that fails now must not hide it.
      await connection.refused(failure.retryAfterSeconds ?? 60).catch(() => undefined);
    }
    throw failure;
  } finally {
    clearTimeout(timer);
    // An unread body or an aborted request must not keep the socket open.
    client.destroy().catch(() => undefined);
  }
}
