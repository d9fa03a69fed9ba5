import type { AuditEventView } from "@/lib/audit/event";

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "UTC" });

/** The events of one day in UTC, oldest first. */
export interface PrintedDay {
  /** 2026-11-22 */
  day: string;
  /** "Sunday, 22 November 2026" */
  label: string;
  events: AuditEventView[];
}

/** Gives a moment's time of day in UTC: "10:02:11". */
export function clockTime(at: string): string {
  return CLOCK.format(new Date(at));
}

/** Groups events by day, oldest first, as a story is read. The order within a moment is that of the chain. */
export function printDays(events: AuditEventView[]): PrintedDay[] {
  const days = new Map<string, PrintedDay>();
  const told = events.toSorted(
    (one, other) =>
      Date.parse(one.occurredAt) - Date.parse(other.occurredAt) || one.sequence - other.sequence,
  );
  for (const event of told) {
    const moment = new Date(event.occurredAt);
    const day = moment.toISOString().slice(0, 10);
    const known = days.get(day) ?? { day, label: DAY.format(moment), events: [] };
    known.events.push(event);
    days.set(day, known);
  }
  return [...days.values()];
}
