import { dayTimeAt, weekdayOf } from "./zoned-days";

// Written out here, since engines of different age shorten months and set commas differently, and server and browser
// must write the same.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Returns a day such as "2026-05-20" as "20 May 2026". */
export function dateText(day: string): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

/** Returns a moment (in milliseconds) as a zone's clock shows it: "20 May 2026, 14:30". */
export function momentText(at: number, zone: string): string {
  const shown = dayTimeAt(zone, at);
  return `${dateText(shown)}, ${shown.slice(11, 16)}`;
}

/** Returns the time of day of a moment in a zone: "14:30". */
export function clockText(at: number, zone: string): string {
  return dayTimeAt(zone, at).slice(11, 16);
}

/** Returns the place that a zone is named after: "Buenos Aires" for "America/Argentina/Buenos_Aires". */
export function zonePlace(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

function withWeekday(shown: string): string {
  return `${WEEKDAYS[weekdayOf(shown.slice(0, 10))]} ${dateText(shown)}, ${shown.slice(11)}`;
}

/** Returns a moment to the second for its tooltip: in the reader's zone, and below that in UTC. */
export function exactTitle(at: number, zone: string): string {
  const [here, utc] = [dayTimeAt(zone, at), dayTimeAt("UTC", at)];
  if (zone === "UTC") return `${withWeekday(utc)} UTC`;
  const sameDay = here.slice(0, 10) === utc.slice(0, 10);
  return `${withWeekday(here)} ${zonePlace(zone)}\n${sameDay ? utc.slice(11) : withWeekday(utc)} UTC`;
}
