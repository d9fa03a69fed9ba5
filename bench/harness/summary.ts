/** The summary of measured times, in milliseconds. */
export interface Summary {
  count: number;
  median: number;
  p95: number;
  p99: number;
  max: number;
}

/** @throws Error for no times at all: an empty report would seem to be a good one */
export function summarise(times: readonly number[]): Summary {
  if (times.length === 0) throw new Error("nothing was measured");
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, median: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
