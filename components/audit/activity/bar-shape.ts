import type { ActivityDay } from "@/lib/audit/activity/activity";
import { type AuditOutcome, OUTCOME_NAMES } from "@/lib/audit/events/outcomes";
import { eventsWords } from "@/lib/audit/events/sentence-parts";

/** The number of a day's events, of all outcomes. */
export function eventsOfDay({ counts }: Pick<ActivityDay, "counts">): number {
  return OUTCOME_NAMES.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** Returns the end of a scale that reaches a number: 1, 2 or 5 with as many noughts as needed. */
export function scaleEnd(most: number): number {
  if (most <= 1) return 1;
  const unit = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((step) => step * unit).find((end) => end >= most) ?? most;
}

/**
 * Returns the parts of a bar from bottom to top, as shares (0 to 100) of the scale. Every part is at least a sliver:
 * one denied attempt among a thousand changes must be visible.
 */
export function barParts(day: ActivityDay, end: number): { outcome: AuditOutcome; share: number }[] {
  return OUTCOME_NAMES.filter((outcome) => day.counts[outcome] > 0).map((outcome) => ({
    outcome,
    share: Math.max((day.counts[outcome] / end) * 100, 2),
  }));
}

/** Returns counts in words, such as "12 events: 10 succeeded, 2 failed". */
export function countWords(counts: ActivityDay["counts"]): string {
  const all = eventsOfDay({ counts });
  if (all === 0) return "nothing happened";
  const parts = OUTCOME_NAMES.filter((outcome) => counts[outcome] > 0).map(
    (outcome) => `${counts[outcome]} ${outcome}`,
  );
  return `${eventsWords(all)}: ${parts.join(", ")}`;
}

/**
 * Returns the shade of a heat map's cell, 0 to 4. The scale is logarithmic, since counts differ by orders of magnitude.
 */
export function heatLevel(events: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (events <= 0) return 0;
  if (most <= 1) return 2;
  const level = 1 + Math.round((Math.log(events) / Math.log(most)) * 3);
  return level <= 1 ? 1 : level === 2 ? 2 : level === 3 ? 3 : 4;
}
