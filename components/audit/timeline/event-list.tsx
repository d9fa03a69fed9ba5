"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { KnownNames } from "@/components/flows/diff/value-text";
import type { AuditEventView } from "@/lib/audit/event";
import { AppLink } from "../../ui/app-link";
import { TimeAgo } from "../../ui/time-ago";
import { eventPath } from "../event/event-links";
import { OutcomeBadge } from "../event/outcome-badge";
import { eventSentence } from "../event/sentence";
import { EventDetails } from "./event-details";

interface EventListProps {
  events: AuditEventView[];
  /** The log's own address, under which every event has its page. */
  logPath: string;
  /** The address under which the workspace's flows are; null in the portal's own log. */
  flowsPath: string | null;
  /** Names of agents, where they are known. */
  names?: KnownNames;
}

/** Audit events, newest first; each opens to its details and leads to its own page. */
export function EventList({ events, ...context }: EventListProps) {
  return (
    <ol aria-label="Events" className="divide-y rounded-lg border bg-card shadow-xs">
      {events.map((event) => (
        <EventItem key={event.id} event={event} {...context} />
      ))}
    </ol>
  );
}

type EventItemProps = Omit<EventListProps, "events"> & { event: AuditEventView };

function EventItem({ event, ...context }: EventItemProps) {
  const [open, setOpen] = useState(false);
  return (
    <li className="relative">
      <details open={open} onToggle={(toggle) => setOpen(toggle.currentTarget.open)} className="group">
        <summary className="flex list-none items-start gap-2.5 px-3 py-2.5 hover:bg-muted/60 sm:pr-20 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="mt-0.5 size-4 shrink-0 text-muted-foreground transition-transform group-open:rotate-90"
          />
          <span className="flex min-w-0 flex-1 flex-col gap-x-3 sm:flex-row sm:items-baseline">
            <span className="min-w-0 flex-1 text-sm wrap-anywhere">{eventSentence(event)}</span>
            <span className="shrink-0 text-sm text-muted-foreground">
              <TimeAgo at={event.occurredAt} />
            </span>
          </span>
          <OutcomeBadge outcome={event.outcome} className="sm:min-w-20 sm:justify-center" />
        </summary>
        {open ? <EventDetails event={event} {...context} /> : null}
      </details>
      {/* Beside the summary, not in it: many readers can't reach a link within a control. */}
      <AppLink
        href={eventPath(context, event)}
        aria-label={`Page of event ${event.sequence}`}
        className="absolute top-2 right-2 hidden min-w-12 rounded-sm px-1 py-0.5 text-right font-mono text-xs leading-5 text-muted-foreground hover:text-foreground hover:underline sm:block"
      >
        #{event.sequence}
      </AppLink>
    </li>
  );
}
