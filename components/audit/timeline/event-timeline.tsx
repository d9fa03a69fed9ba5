"use client";

import type { ReactNode } from "react";
import type { AuditEventView } from "@/lib/audit/event";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { dayAt } from "@/lib/time/zoned-days";
import { useReaderZone, ZoneNote } from "../../ui/reader-zone";
import { useMinute } from "../../ui/use-minute";
import type { EventContext } from "../event/event-links";
import { EventRow } from "./event-row";
import { dayHeading, groupByDay } from "./group-by-day";
import { useTimelineKeys } from "./use-timeline-keys";

interface EventTimelineProps {
  events: AuditEventView[];
  context: EventContext;
  /** Stands at the end of the first day's line. */
  note?: ReactNode;
}

/** Events under the days on which they happened. */
export function EventTimeline({ events, context, note }: EventTimelineProps) {
  const zone = useReaderZone();
  const now = useMinute();
  const today = now === null ? null : dayAt(zone, now);
  useTimelineKeys(context.logPath);
  return groupByDay(events, zone).map(({ day, events: ofDay }, place) => (
    <div key={ofDay[0]?.id} className={place === 0 ? undefined : "mt-3"}>
      <div className="sticky top-13 z-10 -mx-1 flex min-h-8 flex-wrap items-center gap-x-2 bg-background px-1 lg:top-0">
        <h2 className="text-sm font-semibold">{dayHeading(day, today)}</h2>
        <span className="text-xs text-muted-foreground">
          {eventsWords(ofDay.length)} shown
          {place === 0 ? (
            <>
              {" · "}
              <ZoneNote />
            </>
          ) : null}
        </span>
        {place === 0 ? note : null}
      </div>
      <ol
        aria-label={`Events of ${dayHeading(day, today)}`}
        className="divide-y overflow-hidden rounded-lg border bg-card shadow-xs"
      >
        {ofDay.map((event) => (
          <EventRow key={event.id} event={event} context={context} />
        ))}
      </ol>
    </div>
  ));
}
