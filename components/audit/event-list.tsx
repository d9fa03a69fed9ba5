"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { AuditEventView, AuditOutcome } from "@/lib/audit/event";
import { Badge, type BadgeTone } from "../ui/badge";
import { TimeAgo } from "../ui/time-ago";
import { eventSentence } from "./event/event-sentence";
import { EventDetails } from "./event-details";

const TONES: Record<AuditOutcome, BadgeTone> = {
  succeeded: "good",
  failed: "bad",
  denied: "bad",
  unknown: "warn",
};
const LABELS: Record<AuditOutcome, string> = {
  succeeded: "Succeeded",
  failed: "Failed",
  denied: "Denied",
  unknown: "Unknown",
};

/** Audit events, newest first; each opens to its details. */
export function EventList({ events, flowsPath }: { events: AuditEventView[]; flowsPath: string | null }) {
  return (
    <ol aria-label="Events" className="divide-y rounded-lg border bg-card shadow-xs">
      {events.map((event) => (
        <EventItem key={event.id} event={event} flowsPath={flowsPath} />
      ))}
    </ol>
  );
}

function EventItem({ event, flowsPath }: { event: AuditEventView; flowsPath: string | null }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <details open={open} onToggle={(toggle) => setOpen(toggle.currentTarget.open)} className="group">
        <summary className="flex list-none items-start gap-2.5 px-3 py-2.5 hover:bg-muted/60 [&::-webkit-details-marker]:hidden">
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
          <Badge tone={TONES[event.outcome]} className="sm:min-w-20 sm:justify-center">
            {LABELS[event.outcome]}
          </Badge>
          <span className="hidden w-12 text-right font-mono text-xs leading-5 text-muted-foreground sm:block">
            #{event.sequence}
          </span>
        </summary>
        {open ? <EventDetails event={event} flowsPath={flowsPath} /> : null}
      </details>
    </li>
  );
}
