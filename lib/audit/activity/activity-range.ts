import { ACTORS_WITHOUT_ID } from "@/lib/audit/event";
import type { AuditOutcome } from "@/lib/audit/events/outcomes";
import { dayAt, dayPlus, endOfDay, startOfDay } from "@/lib/time/zoned-days";

/** A chart of more days would have bars too thin to hit. */
export const MOST_DAYS = 92;
const USUAL_DAYS = 30;

export interface ActivityRange {
  /** First and last moment that are counted, in milliseconds. */
  from: number;
  to: number;
  days: { day: string; start: number }[];
  /** More was asked for than a chart can show: these are the last days of it. */
  shortened: boolean;
}

/**
 * The days that a chart shows: of the asked period, or the last thirty; never beyond today.
 * @param asked moments in milliseconds
 * @param zone whose days they are
 */
export function activityRange(
  asked: { from?: number; to?: number },
  zone: string,
  now: number,
): ActivityRange {
  const to = Math.min(asked.to ?? now, endOfDay(zone, dayAt(zone, now)));
  const lastDay = dayAt(zone, to);
  const earliest = dayPlus(lastDay, 1 - MOST_DAYS);
  const wanted =
    asked.from === undefined ? dayPlus(lastDay, 1 - USUAL_DAYS) : dayAt(zone, Math.min(asked.from, to));
  const shortened = wanted < earliest;
  const firstDay = shortened ? earliest : wanted;
  const days: ActivityRange["days"] = [];
  for (let day = firstDay; day <= lastDay; day = dayPlus(day, 1)) {
    days.push({ day, start: startOfDay(zone, day) });
  }
  return { from: Math.max(asked.from ?? 0, days[0]?.start ?? to), to, days, shortened };
}

/** How much one actor did with one target. */
export interface ActivityPair {
  /** What the filter `actor` takes; null for somebody who has no id, such as a stranger who tried to sign in. */
  actor: string | null;
  actorName: string;
  targetType: string;
  targetId: string;
  targetName: string;
  counts: Record<AuditOutcome, number>;
  /** The beginning of the last hour in which something happened, in milliseconds. */
  lastHour: number;
}

/** How many events a pair has. */
export function eventsOfPair({ counts }: Pick<ActivityPair, "counts">): number {
  return counts.succeeded + counts.failed + counts.denied + counts.unknown;
}

/** Names an actor as the filter `actor` does. The rollup keeps no type, so those without an id go by their names. */
export function actorFilter(actorId: string, actorName: string): string | null {
  if (actorId !== "") return actorId;
  return ACTORS_WITHOUT_ID.find(({ name }) => name === actorName)?.type ?? null;
}
