"use client";

import { lazy, memo, Suspense, useState } from "react";
import type { AuditEventView } from "@/lib/audit/event";
import { AppLink } from "../../ui/app-link";
import { Skeleton } from "../../ui/card";
import { cn } from "../../ui/class-names";
import { GivenName } from "../../ui/given-name";
import { Moment } from "../../ui/moment";
import { useReaderZone } from "../../ui/reader-zone";
import { ActorMark } from "../event/actor-mark";
import { type EventContext, eventPath } from "../event/event-links";
import { eventMark } from "../event/event-mark";
import { OutcomeBadge } from "../event/outcome-badge";
import { sentenceParts } from "../event/sentence";

/** Few events are opened, and their comparisons are most of the page's script: they come with the first opened one. */
const loadDetails = () => import("./event-details").then((module) => ({ default: module.EventDetails }));
const EventDetails = lazy(loadDetails);

const EDGES = {
  bad: "before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-destructive",
  warn: "before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-lamp",
};

interface EventRowProps {
  event: AuditEventView;
  context: EventContext;
}

/** One event as a sentence; it opens to its details, and its time leads to its own page. */
export const EventRow = memo(function EventRow({ event, context }: EventRowProps) {
  const [open, setOpen] = useState(false);
  const mark = eventMark(event);
  return (
    <li
      data-event={event.id}
      data-target={event.target?.id ?? undefined}
      className={cn("relative", mark && EDGES[mark.tone])}
      // The script arrives while the pointer or the focus is on its way.
      onPointerEnter={() => void loadDetails()}
      onFocus={() => void loadDetails()}
    >
      <details open={open} onToggle={(toggle) => setOpen(toggle.currentTarget.open)} className="group">
        <summary className="grid min-h-10 list-none grid-cols-[1.5rem_minmax(0,1fr)] items-start gap-x-2.5 gap-y-1 py-1.5 pr-16 pl-3 group-open:bg-muted hover:bg-muted/60 focus-visible:-outline-offset-2 sm:flex sm:items-center sm:pl-3.5 [&::-webkit-details-marker]:hidden">
          <ActorMark actor={event.actor} />
          <Sentence event={event} />
          <OutcomeBadge mark={mark} className="max-sm:col-start-2" />
        </summary>
        {open ? (
          <Suspense fallback={<WaitingDetails />}>
            <EventDetails event={event} context={context} />
          </Suspense>
        ) : null}
      </details>
      {/* Beside the summary, not in it: many readers can't reach a link within a control. */}
      <AppLink
        href={eventPath(context, event)}
        className="absolute top-0 right-0 flex h-10 items-center rounded-sm px-3 text-sm text-muted-foreground tabular-nums hover:text-foreground hover:underline focus-visible:-outline-offset-2 sm:pr-3.5"
      >
        <Moment at={event.occurredAt} clock />
        <span className="sr-only">, page of event {event.sequence}</span>
      </AppLink>
    </li>
  );
});

/** One line in the closed list; an opened event shows it whole. */
function Sentence({ event }: { event: AuditEventView }) {
  const parts = sentenceParts(event, useReaderZone());
  return (
    <span
      title={parts.map(({ text }) => text).join("")}
      className="min-w-0 flex-1 text-sm text-muted-foreground wrap-anywhere sm:group-not-open:truncate"
    >
      {parts.map(({ text, isName }, position) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts are fixed and have no other identity.
          key={position}
          className={isName ? "font-medium text-foreground" : undefined}
        >
          {isName ? <GivenName>{text}</GivenName> : text}
        </span>
      ))}
    </span>
  );
}

function WaitingDetails() {
  return (
    <div
      role="status"
      aria-label="Loading the event"
      className="flex flex-col gap-2 border-t px-3 py-3.5 sm:pl-12"
    >
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-10 w-full" />
    </div>
  );
}
