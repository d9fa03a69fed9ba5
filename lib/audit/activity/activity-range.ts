import { ACTORS_WITHOUT_ID } from "@/lib/audit/event";
import type { AuditOutcome } from "@/lib/audit/events/outcomes";
import { dayAt, dayPlus, endOfDay, startOfDay } from "@/lib/time/zoned-days";

/** The bars of a chart with more days would be too thin to click. */
const MOST_DAYS = 92;
const USUAL_DAYS = 30;

export interface ActivityRange {
  /** The first and the last counted moment, in milliseconds. */
  from: number;
  to: number;
  days: { day: string; start: number }[];
  /** Whether the requested period was longer than a chart: `days` are then its last ones. */
  shortened: boolean;
}

/**
 * The days that a chart shows: of the requested period, or the last thirty. No day lies after today.
 * @param requested moments in milliseconds
 * @param zone the time zone whose days are meant
 */
export function activityRange(
  requested: { from?: number; to?: number },
  zone: string,
  now: number,
): ActivityRange {
  const to = Math.min(requested.to ?? now, endOfDay(zone, dayAt(zone, now)));
  const lastDay = dayAt(zone, to);
  const earliest = dayPlus(lastDay, 1 - MOST_DAYS);
  const wanted =
    requested.from === undefined
      ? dayPlus(lastDay, 1 - USUAL_DAYS)
      : dayAt(zone, Math.min(requested.from, to));
  const shortened = wanted < earliest;
  const firstDay = shortened ? earliest : wanted;
  const days: ActivityRange["days"] = [];
  for (let day = firstDay; day <= lastDay; day = dayPlus(day, 1)) {
    days.push({ day, start: startOfDay(zone, day) });
  }
  return { from: Math.max(requested.from ?? 0, days[0]?.start ?? to), to, days, shortened };
}

/** How much one actor did with one target. */
export interface ActivityPair {
  /** The value for the filter `actor`. Null for an actor without an id, such as a stranger whose sign-in failed. */
  actor: string | null;
  actorName: string;
  targetType: string;
  targetId: string;
  targetName: string;
  counts: Record<AuditOutcome, number>;
  /** The start of the last hour in which something happened, in milliseconds. */
  lastHour: number;
}

/** The number of a pair's events, of all outcomes. */
export function eventsOfPair({ counts }: Pick<ActivityPair, "counts">): number {
  return counts.succeeded + counts.failed + counts.denied + counts.unknown;
}

/** Names an actor as the filter `actor` does. The rollup keeps no types, so an actor without an id is known by name. */
export function actorFilter(actorId: string, actorName: string): string | null {
  if (actorId !== "") return actorId;
  return ACTORS_WITHOUT_ID.find(({ name }) => name === actorName)?.type ?? null;
}
