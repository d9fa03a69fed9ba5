"use client";

import type { AuditEventView } from "@/lib/audit/event";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { dayAt } from "@/lib/time/zoned-days";
import { useMinute } from "../../ui/use-minute";
import { EventList } from "./event-list";
import { dayHeading, groupByDay } from "./group-by-day";
import { useBrowserZone } from "./use-browser-zone";

interface EventTimelineProps {
  events: AuditEventView[];
  logPath: string;
  flowsPath: string | null;
  /** The zone of the days; null for the browser's. */
  zone: string | null;
}

/** Events under the days on which they happened. */
export function EventTimeline({ events, logPath, flowsPath, zone }: EventTimelineProps) {
  const browserZone = useBrowserZone();
  const now = useMinute();
  const shownZone = zone ?? browserZone;
  const today = now === null ? null : dayAt(shownZone, now);
  return (
    <div className="flex flex-col gap-4">
      {groupByDay(events, shownZone).map(({ day, events: ofDay }) => (
        <div key={ofDay[0]?.id}>
          <h2 className="sticky top-13 z-10 -mx-1 flex items-baseline justify-between gap-3 bg-background px-1 py-1.5 text-sm font-semibold lg:top-0">
            {dayHeading(day, today)}
            <span className="font-normal text-muted-foreground">{eventsWords(ofDay.length)} shown</span>
          </h2>
          <EventList events={ofDay} logPath={logPath} flowsPath={flowsPath} />
        </div>
      ))}
    </div>
  );
}
