/** A limit on requests, and what is left of it for the caller. */
interface RateLimit {
  /** Which limit: a short name in lower case. */
  name: string;
  limit: number;
  windowSeconds: number;
  left: number;
  /** Seconds until there is more; while something is left, until all is there again. */
  seconds: number;
}

/** Returns the answer's fields about a limit, in the form of the IETF's draft. */
export function rateLimitFields({ name, limit, windowSeconds, left, seconds }: RateLimit) {
  return {
    "RateLimit-Policy": `"${name}";q=${limit};w=${windowSeconds}`,
    RateLimit: `"${name}";r=${left};t=${seconds}`,
  };
}

/** Returns the fields about an upstream's limit for one key, which is by the minute (upstream quirk Q22). */
export function upstreamLimitFields(left: Omit<RateLimit, "name" | "windowSeconds">) {
  return rateLimitFields({ name: "upstream", windowSeconds: 60, ...left });
}
