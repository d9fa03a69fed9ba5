"use client";

import type { AuditActivity } from "@/lib/audit/activity/activity";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { useHydrated } from "../../ui/use-hydrated";
import type { AuditQuery } from "../filters/audit-query";
import { useAuditParams } from "../filters/use-audit-params";
import { activityAddress } from "./activity-request";
import { eventsOfDay } from "./bar-shape";
import { useActivity } from "./use-activity";
import { useActivityOpen } from "./use-activity-open";

interface ActivityButtonProps {
  /** The events' address under `/api`. */
  apiPath: string;
  query: AuditQuery;
}

const DAYS = 30;
const HIGHEST = 26;
const LOWEST = 2;
const NO_DAYS = Array.from({ length: DAYS }, () => ({ all: 0, bad: 0 }));

/** The last 30 days as small bars, with the part that was not carried out in red. It opens the charts. */
export function ActivityButton({ apiPath, query }: ActivityButtonProps) {
  const hydrated = useHydrated();
  const { zone } = useAuditParams();
  const [open, setOpen] = useActivityOpen();
  const { from: _from, to: _to, ...anyTime } = query;
  const { activity } = useActivity(hydrated ? activityAddress(apiPath, anyTime, zone) : null);
  const days = activity ? daysOf(activity) : NO_DAYS;
  const most = Math.max(1, ...days.map(({ all }) => all));
  const height = (events: number) => (events === 0 ? LOWEST : Math.max(3, (events / most) * HIGHEST));
  return (
    <button
      type="button"
      disabled={!hydrated}
      data-waking={hydrated ? undefined : ""}
      aria-expanded={open}
      aria-controls="audit-activity"
      aria-label={activity ? activityWords(days) : "Activity of 30 days"}
      title={activity ? activityWords(days) : undefined}
      onClick={() => setOpen(!open)}
      className="flex h-8 items-end gap-0.5 rounded-md px-2 py-[3px] hover:bg-muted aria-expanded:bg-muted"
    >
      {days.map(({ all, bad }, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a day is known by its place.
          key={place}
          style={{ height: height(all) }}
          className="flex w-1 flex-col justify-end overflow-hidden rounded-[1px] bg-input/60"
        >
          <span
            style={{ height: bad === 0 ? 0 : Math.max(3, (bad / most) * HIGHEST) }}
            className="bg-destructive"
          />
        </span>
      ))}
    </button>
  );
}

function daysOf({ days }: AuditActivity): { all: number; bad: number }[] {
  return days.slice(-DAYS).map((day) => {
    const all = eventsOfDay(day);
    return { all, bad: all - day.counts.succeeded };
  });
}

function activityWords(days: { all: number; bad: number }[]): string {
  const sum = (of: "all" | "bad") => days.reduce((total, day) => total + day[of], 0);
  const bad = sum("bad");
  return `Activity of 30 days: ${eventsWords(sum("all"))}${bad > 0 ? `, ${bad} not carried out` : ""}`;
}
