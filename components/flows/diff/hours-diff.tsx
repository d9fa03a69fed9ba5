import type { ReactNode } from "react";
import { hoursText, type KnownHours, openStretches } from "./hours-change";
import { TextDiff } from "./text-diff";
import { valueText } from "./value-text";

interface HoursDiffProps {
  before: KnownHours;
  after: KnownHours;
  /** There was nothing before: the new hours alone are shown. */
  initial?: boolean;
}

const FIELD = "/settings/responseSettings/workingHours";

/** A change of working hours: whether they are kept, from when to when, where, and what is said outside them. */
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
