import type { AuditEventView } from "@/lib/audit/event";

/** The events of one day, oldest first. */
export interface PrintedDay {
  /** "Sunday, 22 November 2026" */
  label: string;
  /** With the time of day, such as "10:02:11". */
  events: { event: AuditEventView; time: string }[];
}

/**
 * Groups events by day, oldest first, as a story is read. The order within a moment is that of the chain.
 * @param zone the time zone whose days and times are meant, such as "UTC"
 */
export function printDays(events: AuditEventView[], zone: string): PrintedDay[] {
  const dayOf = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: zone });
  const timeOf = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone });
  const days = new Map<string, PrintedDay>();
  const told = events.toSorted(
    (one, other) =>
      Date.parse(one.occurredAt) - Date.parse(other.occurredAt) || one.sequence - other.sequence,
  );
  for (const event of told) {
    const moment = new Date(event.occurredAt);
    const label = dayOf.format(moment);
    const known = days.get(label) ?? { label, events: [] };
    known.events.push({ event, time: timeOf.format(moment) });
    days.set(label, known);
  }
  return [...days.values()];
}
