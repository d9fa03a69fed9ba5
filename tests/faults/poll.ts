import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks until the answer is true.
 * @returns how long that took; null when it did not become true in time. A question that fails counts as "no".
 */
export async function until(
  question: () => Promise<boolean>,
  { withinMs, everyMs = 100 }: { withinMs: number; everyMs?: number },
): Promise<number | null> {
  const started = performance.now();
  for (;;) {
    if (await question().catch(() => false)) return performance.now() - started;
    if (performance.now() - started > withinMs) return null;
    await pause(everyMs);
  }
}

/** A promise's value, or null when it takes longer or fails: for requests to what is frozen or dead. */
export async function orNull<T>(work: Promise<T>, withinMs: number): Promise<T | null> {
  const late = new AbortController();
  const timer = pause(withinMs, null, { signal: late.signal }).catch(() => null);
  const result = await Promise.race([work.catch(() => null), timer]);
  late.abort();
  return result;
}
