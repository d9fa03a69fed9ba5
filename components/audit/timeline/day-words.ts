import { timeIn } from "@/lib/time/time-zones";
import { dayAt } from "@/lib/time/zoned-days";

const HOUR_MS = 3_600_000;

// Weekday and date are joined here: engines of different age set the comma between them differently, and server and
// browser must write the same.
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });
const DATE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);

/** Returns a day such as "2026-05-20" as "Wednesday 20 May 2026". */
export function longDay(day: string): string {
  return `${WEEKDAY.format(noonOf(day))} ${DATE.format(noonOf(day))}`;
}

/** Returns a day such as "2026-05-20" as "20 May 2026". */
export function plainDay(day: string): string {
  return DATE.format(noonOf(day));
}

/** Returns a day such as "2026-05-20" as "20 May". */
export function shortDay(day: string): string {
  return SHORT.format(noonOf(day));
}

/** Returns the days from one to another, such as "9 – 15 November 2026"; the common part is written once. */
export function daySpan(first: string, last: string): string {
  if (first === last) return plainDay(first);
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))} – ${plainDay(last)}`;
  if (first.slice(0, 4) === last.slice(0, 4))
    return `${plainDay(first).replace(/ \d+$/, "")} – ${plainDay(last)}`;
  return `${plainDay(first)} – ${plainDay(last)}`;
}

/** Returns the hour that begins at a moment (in milliseconds) in a zone, as "20 May, 14:00 – 15:00". */
export function hourSpan(zone: string, at: number): string {
  return `${shortDay(dayAt(zone, at))}, ${timeIn(zone, at)} – ${timeIn(zone, at + HOUR_MS)}`;
}
