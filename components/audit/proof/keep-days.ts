import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { KEEP_DAYS } from "@/lib/audit/rules";

const DAY_MS = 86_400_000;

/** Reads the number of days for which events are kept; an error in words for an invalid one. */
export function typedDays(text: string): { days: number } | { error: string } {
  const typed = text.trim();
  const days = Number(typed);
  if (!/^\d+$/.test(typed)) return { error: "Type a whole number of days." };
  if (days < KEEP_DAYS.fewest)
    return { error: `Type at least ${KEEP_DAYS.fewest} days: a mistake should be noticed in time.` };
  if (days > KEEP_DAYS.most)
    return { error: `Type at most ${KEEP_DAYS.most} days, or keep events for ever.` };
  return { days };
}

/** The address of the newest event that is too old to be kept: all before it are too. */
export function newestTooOld(apiPath: string, days: number, now: number): string {
  const params = new URLSearchParams({ to: new Date(now - days * DAY_MS).toISOString(), limit: "1" });
  return `${apiPath}?${params}`;
}

/**
 * Describes the events that a rule would remove today.
 * @param newest the number of the newest event that is too old; null for none
 * @param removed how many were removed before
 */
export function removalWords(newest: number | null, removed: number): string {
  const count = Math.max(0, (newest ?? 0) - removed);
  if (count === 0) return "No event is older than that today; they go as they get older.";
  return `${eventsWords(count)} ${count === 1 ? "is" : "are"} older than that and will be removed, beginning within the hour.`;
}
