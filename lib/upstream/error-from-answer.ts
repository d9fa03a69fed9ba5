import { isJsonObject } from "@/lib/json/json-value";
import "server-only";
import { cleanUpstreamMessage } from "./error-message";
import { UpstreamError, type UpstreamErrorKind } from "./upstream-error";

/**
 * Seconds to wait when an answer says nothing: the upstream documents 60 requests a minute, and no header (quirk Q22).
 */
const DEFAULT_RETRY_AFTER = 60;
const LONGEST_RETRY_AFTER = 300;

interface ErrorBody {
  /** Empty when the body has none. */
  message: string;
  code: string | null;
  resetAt: string | null;
}

function asText(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/**
 * Reads the body of an error answer. Upstream quirk Q21: it is `{error: {code, message}}` (documented), `{error:
 * "text"}`, `{message: "text"}`, plain text, a page of HTML, or nothing at all.
 */
function readErrorBody(body: string): ErrorBody {
  const nothing: ErrorBody = { message: "", code: null, resetAt: null };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // A page of HTML comes from a proxy in between, and adds nothing to its status.
    return body.trimStart().startsWith("<") ? nothing : { ...nothing, message: body };
  }
  if (typeof json === "string") return { ...nothing, message: json };
  if (!isJsonObject(json)) return nothing;
  const top = json;
  const inner = isJsonObject(top.error) ? top.error : {};
  return {
    message: asText(inner.message) ?? asText(top.error) ?? asText(top.message) ?? "",
    code: asText(inner.code) ?? asText(top.code),
    resetAt: asText(inner.reset_at) ?? asText(top.reset_at),
  };
}

function kindOfStatus(status: number): UpstreamErrorKind {
  if (status >= 500) return "failed";
  if (status === 401 || status === 403) return "credentials";
  if (status === 404) return "not_found";
  if (status === 429) return "rate_limited";
  return status >= 400 ? "rejected" : "invalid";
}

/**
 * Returns how long the upstream wants to be left alone. `reset_at` is a moment by its own clock, so it is compared with the
 * time of the same answer. Where the answer states none, only our clock is left: a moment that is over by it, or further
 * away than the minute of the limit, shows that the clocks differ.
 */
function secondsToWait({ resetAt }: ErrorBody, { retryAfter, date }: ErrorAnswer): number {
  const header = Number.parseInt(retryAfter ?? "", 10);
  const otherwise = Number.isFinite(header) ? header : DEFAULT_RETRY_AFTER;
  // A date in whole seconds names a second; it may be as late as its end.
  const now = date ? date.getTime() + 999 : Date.now();
  const reset = Math.ceil((Date.parse(resetAt ?? "") - now) / 1000);
  const isUsable = Number.isFinite(reset) && (date !== null || (reset > 0 && reset <= DEFAULT_RETRY_AFTER));
  return Math.min(Math.max(isUsable ? reset : otherwise, 1), LONGEST_RETRY_AFTER);
}

interface ErrorAnswer {
  status: number;
  /** The body, as far as it could be read; may be empty. */
  body: string;
  /** The `Retry-After` header: not documented, but honoured where `reset_at` is missing. */
  retryAfter: string | null;
  /** The upstream's own time of the answer; null where it states none. */
  date: Date | null;
}

/**
 * Returns the error for a non-2xx answer.
 * @param secrets texts that must not appear in its message or code
 */
export function errorFromAnswer(answer: ErrorAnswer, secrets: readonly string[]): UpstreamError {
  const stated = readErrorBody(answer.body);
  const kind = kindOfStatus(answer.status);
  const code =
    stated.code === null ? "" : cleanUpstreamMessage(stated.code, secrets, "").slice(0, 64).toWellFormed();
  const fallback =
    kind === "invalid"
      ? `Trillet answered with a redirect (status ${answer.status}), which is not followed`
      : `Trillet answered with status ${answer.status} and no message`;
  return new UpstreamError({
    kind,
    message: kind === "invalid" ? fallback : cleanUpstreamMessage(stated.message, secrets, fallback),
    status: answer.status,
    retryAfterSeconds: kind === "rate_limited" ? secondsToWait(stated, answer) : null,
    sent: true,
    upstreamCode: code === "" ? null : code,
  });
}
