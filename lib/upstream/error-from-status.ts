import { isJsonObject } from "@/lib/json/json-value";
import "server-only";
import { cleanUpstreamMessage } from "./error-message";
import { UpstreamError, type UpstreamErrorKind } from "./upstream-error";

/** The upstream documents 60 requests a minute and no header that says when to come back (quirk Q22). */
const DEFAULT_RETRY_AFTER = 60;
const LONGEST_RETRY_AFTER = 300;

interface ToldError {
  message: string;
  code: string | null;
  resetAt: string | null;
}

function asText(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/**
 * Upstream quirk Q21: an error comes as `{error: {code, message}}` (documented), as `{error: "text"}`,
 * `{message: "text"}`, plain text, a page of HTML, or nothing at all.
 */
function readErrorBody(body: string): ToldError {
  const nothing: ToldError = { message: "", code: null, resetAt: null };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // A page of HTML comes from a proxy in between and says nothing that its status does not.
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

function secondsToWait(resetAt: string | null, retryAfter: string | null, now: number): number {
  const reset = resetAt === null ? Number.NaN : (Date.parse(resetAt) - now) / 1000;
  const told = Number.isFinite(reset) ? reset : Number.parseInt(retryAfter ?? "", 10);
  const seconds = Number.isFinite(told) ? Math.ceil(told) : DEFAULT_RETRY_AFTER;
  return Math.min(Math.max(seconds, 1), LONGEST_RETRY_AFTER);
}

interface ErrorAnswer {
  status: number;
  /** As far as it could be read; may be empty. */
  body: string;
  /** The `Retry-After` header: not documented, but honoured where `reset_at` is missing. */
  retryAfter: string | null;
}

/** Gives the error that a non-2xx answer stands for. `secrets` never appear in its message or code. */
export function errorFromAnswer(
  answer: ErrorAnswer,
  secrets: readonly string[],
  now = Date.now(),
): UpstreamError {
  const told = readErrorBody(answer.body);
  const kind = kindOfStatus(answer.status);
  const code =
    told.code === null ? "" : cleanUpstreamMessage(told.code, secrets, "").slice(0, 64).toWellFormed();
  const fallback =
    kind === "invalid"
      ? `The upstream answered with a redirect (status ${answer.status}), which is not followed`
      : `The upstream answered with status ${answer.status} and no message`;
  return new UpstreamError({
    kind,
    message: kind === "invalid" ? fallback : cleanUpstreamMessage(told.message, secrets, fallback),
    status: answer.status,
    retryAfterSeconds: kind === "rate_limited" ? secondsToWait(told.resetAt, answer.retryAfter, now) : null,
    sent: true,
    upstreamCode: code === "" ? null : code,
  });
}
