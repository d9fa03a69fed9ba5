import type { AuditEventView } from "@/lib/audit/event";
import { groupByDay } from "../timeline/group-by-day";

/**
 * Groups events by day, oldest first, for reading on paper. The order within a moment is that of the chain.
 * @param zone the time zone whose days are meant, such as "UTC"
 */
export function printDays(
  events: readonly AuditEventView[],
  zone: string,
): { day: string; events: AuditEventView[] }[] {
  const ordered = events.toSorted(
    (one, other) =>
      Date.parse(one.occurredAt) - Date.parse(other.occurredAt) || one.sequence - other.sequence,
  );
  return groupByDay(ordered, zone);
}
