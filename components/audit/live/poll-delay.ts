import { eventsWords } from "@/lib/audit/events/sentence-parts";

const USUAL_MS = 5_000;
const LONGEST_MS = 120_000;

/** Returns the wait before the next request, in milliseconds: longer after each failure in a row. */
export function pollDelay(failures: number): number {
  return Math.min(USUAL_MS * 2 ** failures, LONGEST_MS);
}

/** Returns the number of new events in words. */
export function newsText({ count, more }: { count: number; more: boolean }): string {
  const words = eventsWords(count, "new");
  return more ? `More than ${words}` : words;
}
