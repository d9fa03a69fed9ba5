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
