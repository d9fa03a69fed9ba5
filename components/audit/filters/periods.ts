import { dayAt, dayPlus, endOfDay, startOfDay, weekdayOf } from "@/lib/time/zoned-days";

/** Periods that move with the calendar, as the address names them. */
export const PERIODS = [
  { id: "today", label: "Today" },
  { id: "yesterday", label: "Yesterday" },
  { id: "last-7-days", label: "Last 7 days" },
  { id: "last-week", label: "Last week" },
  { id: "last-30-days", label: "Last 30 days" },
] as const;

export type PeriodId = (typeof PERIODS)[number]["id"];

/** Returns the first and the last day of a period, both included, in a zone at a moment in milliseconds. */
export function daysOfPeriod(period: PeriodId, zone: string, now: number): { first: string; last: string } {
  const today = dayAt(zone, now);
  // Weeks run from Monday to Sunday (ISO 8601).
  const monday = dayPlus(today, -weekdayOf(today));
  switch (period) {
    case "today":
      return { first: today, last: today };
    case "yesterday":
      return { first: dayPlus(today, -1), last: dayPlus(today, -1) };
    case "last-7-days":
      return { first: dayPlus(today, -6), last: today };
    case "last-week":
      return { first: dayPlus(monday, -7), last: dayPlus(monday, -1) };
    case "last-30-days":
      return { first: dayPlus(today, -29), last: today };
  }
}

/** Returns a period's first and last moment in milliseconds. */
export function momentsOfPeriod(period: PeriodId, zone: string, now: number): { from: number; to: number } {
  const { first, last } = daysOfPeriod(period, zone, now);
  return { from: startOfDay(zone, first), to: endOfDay(zone, last) };
}
