"use client";

import type { AuditEventView } from "@/lib/audit/event";
import { AppLink } from "../../ui/app-link";
import { CopyPermalink } from "../event/copy-permalink";
import { AroundLinks, FlowActions } from "../event/event-actions";
import { EventFacts } from "../event/event-facts";
import { type EventContext, eventPath } from "../event/event-links";
import { EventChanges, EventFault, EventReason } from "../event/event-story";
import { ProofDisclosure } from "../event/raw-disclosure";

interface EventDetailsProps {
  event: AuditEventView;
  context: EventContext;
}

/** An event opened within the list: what happened and why, what can be done, and then what is recorded about it. */
export function EventDetails({ event, context }: EventDetailsProps) {
  const path = eventPath(context, event);
  return (
    <div className="flex flex-col gap-3 border-t px-3 py-3.5 sm:pr-3.5 sm:pl-12">
      <EventFault event={event} />
      <EventReason reason={event.reason} />
      <EventChanges event={event} />
      <div className="flex flex-wrap items-center gap-2">
        <FlowActions event={event} context={context} />
        <CopyPermalink path={path} />
        <AppLink
          href={path}
          className="inline-flex min-h-6 items-center text-xs font-medium text-link underline-offset-4 hover:underline sm:ml-auto"
        >
          Event&rsquo;s own page
        </AppLink>
      </div>
      <div className="flex flex-col gap-2.5 border-t pt-2.5">
        <EventFacts event={event} flowsPath={context.flowsPath} />
        <AroundLinks event={event} context={context} />
        <ProofDisclosure event={event} />
      </div>
    </div>
  );
}
