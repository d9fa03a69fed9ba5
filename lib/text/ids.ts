/** The ids that this portal makes. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * An id of the upstream. Its pages show 24 hexadecimal digits in some places and free words in others (quirk Q39).
 * Slashes and dots are refused, since an id becomes part of a path.
 */
export const UPSTREAM_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A caller's name for the requests of one undertaking (`X-Correlation-Id`). */
export const CORRELATION_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A caller's name for one change (`Idempotency-Key`). */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,128}$/;
