import "server-only";

/** A chain is signed once so many events are new … */
export const MOST_UNSIGNED = 1_000;

/** … or there is news and the last signature is so old, in milliseconds. */
export const LONGEST_UNSIGNED_MS = 60 * 60_000;

/**
 * An event that is so old, in milliseconds, and that no checkpoint covers shows that the server can't sign, or that
 * checkpoints were taken away: more than a restart explains.
 */
export const UNSIGNED_TOO_LONG_MS = 3 * LONGEST_UNSIGNED_MS;
