const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * The wait after each failed attempt, in seconds. One more attempt follows the last wait, so there are eleven over
 * about two days (decision 013).
 */
const WAITS = [
  5,
  30,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
] as const;

/** A receiver can delay the next attempt by at most this much (`Retry-After`). */
const LONGEST_WAIT = 24 * HOUR;

/** Up to this part of a wait is added at random, so that deliveries that failed together are not repeated together. */
const JITTER = 0.2;

/**
 * The wait before the next attempt.
 *
 * @param failedAttempts the number of failed attempts, at least 1
 * @param retryAfterSeconds the receiver's request: it can delay an attempt, never bring it forward
 * @param random from 0 to 1
 * @returns seconds, or null when there is no further attempt
 */
export function secondsToNextAttempt(
  failedAttempts: number,
  retryAfterSeconds: number | null,
  random: number,
): number | null {
  const wait = WAITS[failedAttempts - 1];
  if (wait === undefined) return null;
  return Math.max(wait * (1 + JITTER * random), Math.min(retryAfterSeconds ?? 0, LONGEST_WAIT));
}

/** Reads a `Retry-After` header (RFC 9110, section 10.2.3): seconds or a date. Null for anything else. */
export function readRetryAfter(text: string | undefined, now: Date): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, (at - now.getTime()) / 1000);
}
