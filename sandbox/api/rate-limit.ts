const windowMs = 60_000;

export type RateLimit = {
  /**
   * Counts one request of a key. Returns null when the request is allowed, or the moment of the key's next allowed one.
   * A refused request is not counted, so that a client that keeps sending is not locked out for ever.
   */
  count(keyDigest: string, perMinute: number, now: Date): Date | null;
  clear(): void;
};

/** A sliding window of 60 seconds per key. */
export function createRateLimit(): RateLimit {
  const seen = new Map<string, number[]>();
  return {
    count(keyDigest, perMinute, now) {
      if (perMinute === 0) return null;
      const time = now.getTime();
      const recent = (seen.get(keyDigest) ?? []).filter((earlier) => earlier > time - windowMs);
      seen.set(keyDigest, recent);
      const oldest = recent[Math.max(0, recent.length - perMinute)];
      if (recent.length >= perMinute && oldest !== undefined) return new Date(oldest + windowMs);
      recent.push(time);
      return null;
    },
    clear: () => seen.clear(),
  };
}
