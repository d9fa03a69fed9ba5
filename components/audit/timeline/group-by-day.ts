import { dayAt } from "@/lib/time/zoned-days";
import { longDay } from "./day-words";

/** Groups consecutive events of one day of a zone; the order stays. A day that comes again begins a new group. */
export function groupByDay<Event extends { occurredAt: string }>(
  events: readonly Event[],
  zone: string,
): { day: string; events: Event[] }[] {
  const groups: { day: string; events: Event[] }[] = [];
  for (const event of events) {
    const day = dayAt(zone, Date.parse(event.occurredAt));
    const last = groups.at(-1);
    if (last?.day === day) last.events.push(event);
    else groups.push({ day, events: [event] });
  }
  return groups;
}

/** Returns a day in words, such as "Wednesday 20 May 2026", or "Today, …" for the present day. */
export function dayHeading(day: string, today: string | null): string {
  const words = longDay(day);
  return day === today ? `Today, ${words}` : words;
}
