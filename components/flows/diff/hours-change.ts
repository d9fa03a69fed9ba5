import type { AuditFieldChange } from "@/lib/audit/event";

const FOLDER = "/settings/responseSettings/workingHours/";
const DAY_MINUTES = 24 * 60;

/** What of the working hours an event knows, on one side of a change. A key is absent where it did not change. */
export interface KnownHours {
  enabled?: unknown;
  start?: unknown;
  end?: unknown;
  timezone?: unknown;
  outOfHoursMessage?: unknown;
}

/** One row of changes: a field, or all that changed about the working hours together. */
export type ChangeRow =
  | { kind: "field"; change: AuditFieldChange }
  | { kind: "hours"; before: KnownHours; after: KnownHours };

/** Joins the changes of working hours into one row, in the place of the first of them. */
export function changeRows(changes: AuditFieldChange[]): ChangeRow[] {
  const rows: ChangeRow[] = [];
  let hours: Extract<ChangeRow, { kind: "hours" }> | null = null;
  for (const change of changes) {
    if (!change.path.startsWith(FOLDER)) {
      rows.push({ kind: "field", change });
      continue;
    }
    if (hours === null) {
      hours = { kind: "hours", before: {}, after: {} };
      rows.push(hours);
    }
    const key = change.path.slice(FOLDER.length) as keyof KnownHours;
    hours.before[key] = change.before;
    hours.after[key] = change.after;
  }
  return rows;
}

/** Gives the minutes since midnight of a time such as 09:30; null for anything else. */
function minutesOf(time: unknown): number | null {
  const found = typeof time === "string" ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) : null;
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** The stretches of a day that are within working hours, in minutes since midnight; null where an end is not known. */
export function openStretches({ start, end }: KnownHours): { from: number; to: number }[] | null {
  const [from, to] = [minutesOf(start), minutesOf(end)];
  if (from === null || to === null) return null;
  if (from < to) return [{ from, to }];
  // Hours that end before they begin go on past midnight.
  return [
    { from: 0, to },
    { from, to: DAY_MINUTES },
  ].filter((stretch) => stretch.from < stretch.to);
}

/** "8 h", "7 h 30 min". */
function lengthText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (rest === 0) return `${hours} h`;
  return hours === 0 ? `${rest} min` : `${hours} h ${rest} min`;
}

/** Says when a working day begins and ends, as far as it is known: "09:00 to 17:00 (8 h)", "from 09:00". */
export function hoursText(hours: KnownHours): string {
  const [start, end] = [hours.start, hours.end].map((time) =>
    typeof time === "string" && time ? time : null,
  );
  if (!start && !end) return "Not set";
  if (!start || !end) return start ? `from ${start}` : `until ${end}`;
  const stretches = openStretches(hours);
  const minutes = stretches?.reduce((sum, { from, to }) => sum + to - from, 0) ?? 0;
  const past = stretches !== null && stretches.length === 2 ? " the next day" : "";
  return `${start} to ${end}${past}${minutes > 0 ? ` (${lengthText(minutes)})` : ""}`;
}
