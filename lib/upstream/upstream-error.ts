/**
 * Kinds of failed requests to the upstream:
 * - `unreachable`: no connection, so nothing was sent; safe to repeat
 * - `cut`: the connection was lost after sending may have begun; a write may have been applied
 * - `timeout`: no complete answer in time; a write may have been applied
 * - `rejected`: the upstream refused the request (400, 402, 409, 422 and other 4xx)
 * - `credentials`: 401 or 403, or a key that cannot be sent at all
 * - `not_found`: 404
 * - `rate_limited`: 429, or no budget left (then nothing was sent)
 * - `failed`: 5xx; a write may have been applied
 * - `invalid`: an answer that cannot be used (redirect, not JSON, wrong shape, foreign workspace, too large)
 */
export type UpstreamErrorKind =
  | "unreachable"
  | "cut"
  | "timeout"
  | "rejected"
  | "credentials"
  | "not_found"
  | "rate_limited"
  | "failed"
  | "invalid";

interface UpstreamErrorDetails {
  kind: UpstreamErrorKind;
  /** Already cleaned: see `cleanUpstreamMessage`. */
  message: string;
  status?: number | null;
  retryAfterSeconds?: number | null;
  limit?: number;
  sent: boolean;
  upstreamCode?: string | null;
}

/** A request to the upstream without a usable answer. Its message is safe for people: one line, and no key. */
export class UpstreamError extends Error {
  readonly kind: UpstreamErrorKind;
  /** The upstream's HTTP status, or null when there was no answer. */
  readonly status: number | null;
  /** For `rate_limited`: seconds to wait, 1 to 300. */
  readonly retryAfterSeconds: number | null;
  /** For `rate_limited`: how many requests a minute may have, where that is known. */
  readonly limit: number | null;
  /** Whether any part of the request may have reached the upstream. */
  readonly sent: boolean;
  /** The upstream's own error code, for example `insufficient_credits`. */
  readonly upstreamCode: string | null;

  constructor(details: UpstreamErrorDetails) {
    super(details.message);
    this.name = "UpstreamError";
    this.kind = details.kind;
    this.status = details.status ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.limit = details.limit ?? null;
    this.sent = details.sent;
    this.upstreamCode = details.upstreamCode ?? null;
  }
}
