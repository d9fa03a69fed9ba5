import type { ReactNode } from "react";
import type { AuditFieldChange } from "@/lib/audit/event";
import { isUnreadValue } from "@/lib/flows/diff/kept-changes";
import { TextDiff } from "./text-diff";
import { valueText } from "./value-text";

interface HoursDiffProps {
  before: KnownHours;
  after: KnownHours;
  /** There was nothing before: the new hours alone are shown. */
  initial?: boolean;
}

const FIELD = "/settings/responseSettings/workingHours";

/** A change of working hours: whether they apply, the times, the time zone, and the message outside them. */
export function HoursDiff({ before, after, initial = false }: HoursDiffProps) {
  const value = (key: keyof KnownHours) => (
    <Side initial={initial} path={`${FIELD}/${key}`} before={before[key]} after={after[key]} />
  );
  const timesChanged = "start" in after || "end" in after;
  return (
    <dl className="flex flex-col gap-2 rounded-md border bg-muted/50 px-3 py-2 text-sm">
      {"enabled" in after ? <Row label="Kept">{value("enabled")}</Row> : null}
      {timesChanged ? (
        // The upstream has one pair of times for all days of the week.
        <Row label="Monday to Sunday">
          <Side initial={initial} path="" before={hoursText(before)} after={hoursText(after)} />
          <div className="mt-1.5 flex flex-col gap-1 empty:hidden">
            {initial ? null : <DayBar hours={before} className="fill-destructive" />}
            <DayBar hours={after} className="fill-success" />
          </div>
        </Row>
      ) : null}
      {"timezone" in after ? <Row label="Time zone">{value("timezone")}</Row> : null}
      {"outOfHoursMessage" in after ? <Row label="Outside them">{value("outOfHoursMessage")}</Row> : null}
    </dl>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col sm:flex-row sm:gap-3">
      <dt className="shrink-0 text-muted-foreground sm:w-40">{label}</dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  );
}

function Side({
  initial,
  path,
  before,
  after,
}: {
  initial: boolean;
  path: string;
  before: unknown;
  after: unknown;
}) {
  if (!initial) return <TextDiff path={path} before={before} after={after} />;
  return <span className="whitespace-pre-wrap wrap-anywhere">{valueText(path, after)}</span>;
}

/** A day from midnight to midnight with the working hours filled in; the words beside it say the same. */
function DayBar({ hours, className }: { hours: KnownHours; className: string }) {
  const stretches = openStretches(hours);
  if (!stretches) return null;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 1440 8"
      preserveAspectRatio="none"
      className="h-2 w-full max-w-md rounded-full border bg-card"
    >
      {stretches.map(({ from, to }) => (
        <rect key={from} x={from} width={to - from} height={8} className={className} />
      ))}
    </svg>
  );
}

const DAY_MINUTES = 24 * 60;

/** One side of a change of working hours, as far as an event knows it. A key is absent where it did not change. */
interface KnownHours {
  enabled?: unknown;
  start?: unknown;
  end?: unknown;
  timezone?: unknown;
  outOfHoursMessage?: unknown;
}

/** One row of changes: a field, or all changes of the working hours together. */
export type ChangeRow =
  | { kind: "field"; change: AuditFieldChange }
  | { kind: "hours"; before: KnownHours; after: KnownHours };

/** Whether a change is one of working hours that can be read: anything else is shown as it is stored. */
function isOfHours({ path, before, after }: AuditFieldChange): boolean {
  return path.startsWith(`${FIELD}/`) && !isUnreadValue(before) && !isUnreadValue(after);
}

/** Joins the changes of working hours into one row, in the place of the first of them. */
export function changeRows(changes: AuditFieldChange[]): ChangeRow[] {
  const rows: ChangeRow[] = [];
  let hours: Extract<ChangeRow, { kind: "hours" }> | null = null;
  for (const change of changes) {
    if (!isOfHours(change)) {
      rows.push({ kind: "field", change });
      continue;
    }
    if (hours === null) {
      hours = { kind: "hours", before: {}, after: {} };
      rows.push(hours);
    }
    const key = change.path.slice(FIELD.length + 1) as keyof KnownHours;
    hours.before[key] = change.before;
    hours.after[key] = change.after;
  }
  return rows;
}

/** Returns the minutes since midnight of a time such as 09:30; null for anything else. */
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
