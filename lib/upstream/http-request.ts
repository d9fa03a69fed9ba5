import { stringifyExactly } from "@/lib/json/exact-numbers";
import { errorCode } from "@/lib/problems/problem";
import "server-only";
import type { Dispatcher } from "undici";
import { flowPathSegment } from "@/lib/flows/model/flow";
import { ProxyFailed } from "@/lib/net/outgoing";
import { keepLine, takeLine, type UpstreamLine } from "./connections";
import { errorFromAnswer } from "./error-from-answer";
import { secretsOfRequest } from "./error-message";
import { dropOldVersionTexts } from "./prompt-versions";
import type { UpstreamAnswer, UpstreamConnection } from "./request";
import { BodyReader, type ThinRow } from "./response-body";
import { forgetUpstreamTime, noteUpstreamTime } from "./upstream-clock";
import { UpstreamError } from "./upstream-error";

export interface UpstreamRequest {
  method: "GET" | "POST" | "PUT";
  /** From the root of the API, for example `/v1/api/call-flows`; its parts already encoded. */
  path: string;
  body?: Record<string, unknown>;
  /** Of a list: removes what nobody reads from each row, so that a list of any length fits into memory. */
  thinRow?: ThinRow;
  /** Asked when the connection is made, right before anything is written to it. */
  mayStillSend?: () => boolean;
}

/** How far a request got: a failure's meaning depends on it. */
interface Progress {
  /** Bytes of the request may have left. */
  started: boolean;
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

/** A company's proxy that opens TLS shows a certificate of its own. */
const CERTIFICATE_CODES = /CERT|SIGNATURE|ISSUER/;

/** Why a request was not sent, in words: nothing was written, so whatever is between here and the upstream is named. */
function unsentWords(error: unknown, timedOut: boolean): string {
  if (error instanceof ProxyFailed) return `Trillet could not be reached: ${error.message}`;
  if (timedOut) return "Trillet could not be reached in time";
  const untrusted = CERTIFICATE_CODES.test(errorCode(error) ?? "");
  const because = untrusted ? "; its certificate is not trusted. PORTAL_CA_FILE may name its authority" : "";
  return `Trillet could not be reached${codeInBrackets(error)}${because}`;
}

/**
 * Returns the error for a request without a complete answer. The cause's own text may contain secrets, so it is left
 * out.
 */
function failureOf(error: unknown, progress: Progress): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (!progress.started) {
    const message = unsentWords(error, progress.timedOut);
    return new UpstreamError({ kind: "unreachable", message, sent: false });
  }
  if (progress.timedOut) {
    return new UpstreamError({ kind: "timeout", message: "Trillet did not answer in time", sent: true });
  }
  const message = `The connection to Trillet was lost${codeInBrackets(error)}`;
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

interface Response {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: BodyReader;
}

/**
 * Writes a request to a connection and reads the answer. Redirects are not followed: one could carry the key to another
 * host.
 */
function exchange(
  line: UpstreamLine,
  options: Dispatcher.DispatchOptions,
  {
    mayStillSend,
    thinRow,
    timeoutMs,
    progress,
  }: Pick<UpstreamRequest, "mayStillSend" | "thinRow"> & { timeoutMs: number; progress: Progress },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let answered: Response | undefined;
    const timer = setTimeout(() => {
      progress.timedOut = true;
      reject(new Error("timed out"));
      line.close();
    }, timeoutMs);
    const end = (finish: () => void) => {
      clearTimeout(timer);
      finish();
    };
    line.client.dispatch(options, {
      onRequestStart(controller) {
        if (mayStillSend && !mayStillSend()) return controller.abort(new Error("too late to send"));
        progress.started = true;
      },
      onResponseStart(_controller, status, headers) {
        answered = { status, headers, body: new BodyReader(status, thinRow ?? null) };
      },
      onResponseData(controller, chunk) {
        if (answered?.body.add(chunk) === "too_large") controller.abort(new Error("too large"));
      },
      onResponseEnd() {
        end(() => (answered ? resolve(answered) : reject(new Error("no answer"))));
      },
      onResponseError(_controller, error) {
        // The status has arrived, and for an error it decides. The rest of its message is only a loss of detail.
        const enough = answered && (answered.status >= 300 || answered.body.isTooLarge());
        end(() => (enough && answered ? resolve(answered) : reject(error)));
      },
    });
  });
}

function dateOf({ date }: Response["headers"]): Date | null {
  const stated = new Date(typeof date === "string" ? date : Number.NaN);
  return Number.isNaN(stated.getTime()) ? null : stated;
}

/** Takes note of the upstream's own time. A cache (`Age`) states the time of an older answer, a gateway its own. */
function noteTime({ status, headers }: Response, origin: string, asked: number): void {
  if (status >= 300 || headers.age !== undefined) return;
  const date = dateOf(headers);
  if (date === null) forgetUpstreamTime(origin);
  else noteUpstreamTime(origin, date, asked, performance.now());
}

function answerOf(
  { status, headers, body }: Response,
  connection: UpstreamConnection,
  request: UpstreamRequest,
): Omit<UpstreamAnswer, "durationMs"> {
  if (status >= 200 && status < 300) {
    const json = body.json(headers["content-type"]);
    dropOldVersionTexts(json);
    return { status, json };
  }
  const retryAfter = headers["retry-after"];
  throw errorFromAnswer(
    {
      status,
      body: body.errorText(),
      retryAfter: typeof retryAfter === "string" ? retryAfter : null,
      date: dateOf(headers),
    },
    secretsOfRequest(connection.apiKey, request.body),
  );
}

/** The list with which a key is checked (`checkConnection`). */
const CHECKED_PATH = `/v1/api/${flowPathSegment("call_flow")}`;

/**
 * Whether a refusal is about the key. A 403 of a single flow may be about that flow, and one of another list about what the key
 * may do: nobody documents whether keys have such limits. A list that is read regularly must not make a key dead and alive in turns.
 */
function isAboutKey({ kind, status }: UpstreamError, { path }: UpstreamRequest): boolean {
  return kind === "credentials" && (status === 401 || path === CHECKED_PATH);
}

/**
 * Sends exactly one request to the upstream; never retries, never follows a redirect. A failure before the first byte
 * was written means "nothing was sent", a later one "may have been applied".
 *
 * A connection that has been idle may be closed by the upstream at the very moment of the request. So a read may use a
 * kept one, and is repeated by its caller; a write uses a new one, or the one over which a read of the same work has just
 * been answered (`overOneConnection`).
 *
 * @returns the 2xx answer, its body parsed
 * @throws UpstreamError of any kind; the error of `spend`, before anything is sent
 */
export async function sendUpstreamRequest(
  connection: UpstreamConnection,
  request: UpstreamRequest,
): Promise<UpstreamAnswer> {
  checkCredentials(connection);
  await connection.spend(1);
  const { origin, pathname } = new URL(connection.baseUrl);
  const { timeoutMs, shared } = connection;
  const line = shared?.line.isOpen() ? shared.line : takeLine(origin, timeoutMs, request.method === "GET");
  if (shared) shared.line = line;
  const startedAt = performance.now();
  const progress: Progress = { started: false, timedOut: false };
  const options: Dispatcher.DispatchOptions = {
    method: request.method,
    path: `${pathname.replace(/\/+$/, "")}${request.path}`,
    headers: headersOf(connection),
    body: request.body === undefined ? null : stringifyExactly(request.body),
    // Only the total time-out counts, so undici's own time-outs are off.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  try {
    const response = await exchange(line, options, { ...request, timeoutMs, progress });
    noteTime(response, origin, startedAt);
    const answer = answerOf(response, connection, request);
    connection.noteKey?.({ state: "ok", detail: null });
    return { ...answer, durationMs: Math.round(performance.now() - startedAt) };
  } catch (error) {
    const failure = failureOf(error, progress);
    if (isAboutKey(failure, request)) connection.noteKey?.({ state: "failing", detail: failure.message });
    if (failure.kind === "rate_limited") {
      // The answer is what counts: a database that fails now must not hide it.
      await connection.refused(failure.retryAfterSeconds ?? 60).catch(() => undefined);
    }
    throw failure;
  } finally {
    if (!shared) keepLine(origin, line);
  }
}

/**
 * Lets the requests of one piece of work go over one connection, one after another: a write then needs no connection of
 * its own, and uses one that has just proved to be alive.
 */
export async function overOneConnection<Result>(
  connection: UpstreamConnection,
  work: (connection: UpstreamConnection) => Promise<Result>,
): Promise<Result> {
  const { origin } = new URL(connection.baseUrl);
  const shared = { line: takeLine(origin, connection.timeoutMs, true) };
  try {
    return await work({ ...connection, shared });
  } finally {
    keepLine(origin, shared.line);
  }
}
