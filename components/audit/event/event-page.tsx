import type { ReactNode } from "react";
import type { AuditEventView } from "@/lib/audit/event";
import type { KnownNames } from "../../flows/diff/value-text";
import { type Crumb, PageHeader } from "../../shell/page-header";
import { SectionCard } from "../../ui/card";
import { Moment } from "../../ui/moment";
import { ZoneNote } from "../../ui/reader-zone";
import { CopyPermalink } from "./copy-permalink";
import { AroundLinks, FlowActions } from "./event-actions";
import { EventFacts } from "./event-facts";
import { type EventContext, eventPath } from "./event-links";
import { eventMark } from "./event-mark";
import { EventChanges, EventFault, EventReason } from "./event-story";
import { NeighbourLinks } from "./neighbour-links";
import { OutcomeBadge } from "./outcome-badge";
import { ProofDisclosure } from "./raw-disclosure";
import { eventSentence } from "./sentence";

interface EventPageProps {
  event: AuditEventView;
  context: EventContext;
  /** The pages above this one: the workspace and its log. */
  crumbs: Crumb[];
  /** The ids of the events before and after it about the same thing; null where there is none. */
  neighbours: { older: string | null; newer: string | null };
  /** Names of agents, where they are known. */
  names?: KnownNames;
  /** What people say about it, where somebody may. */
  comments?: ReactNode;
  /** The proof that this event is in the log as it was recorded. */
  proof?: ReactNode;
}

/** One event's own page: what happened and why, its changes, its links, and then the record itself. */
export function EventPage({ event, context, crumbs, neighbours, names, comments, proof }: EventPageProps) {
  const path = eventPath(context, event);
  const addressOf = (id: string | null) => (id === null ? null : eventPath(context, { id }));
  return (
    <>
      <PageHeader
        title={eventSentence(event, null)}
        crumbs={crumbs}
        actions={
          <>
            <NeighbourLinks
              older={addressOf(neighbours.older)}
              newer={addressOf(neighbours.newer)}
              path={path}
            />
            <CopyPermalink path={path} />
          </>
        }
        meta={
          <>
            <OutcomeBadge mark={eventMark(event)} />
            <span className="text-xs text-muted-foreground">
              #{event.sequence} · <Moment at={event.occurredAt} /> · <ZoneNote />
            </span>
          </>
        }
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <EventFault event={event} />
          <EventReason reason={event.reason} />
          <SectionCard title="What changed">
            {event.changes.length > 0 ? (
              <EventChanges event={event} names={names} />
            ) : (
              <p className="text-sm text-muted-foreground">This event records no change of a value.</p>
            )}
          </SectionCard>
          <div className="flex flex-wrap gap-2 empty:hidden">
            <FlowActions event={event} context={context} />
          </div>
          {comments}
          <SectionCard title="What is recorded">
            <EventFacts event={event} flowsPath={context.flowsPath} />
            <div className="mt-3">
              <ProofDisclosure event={event} />
            </div>
          </SectionCard>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {proof}
          <SectionCard title="Events around it">
            <AroundLinks event={event} context={context} />
          </SectionCard>
        </div>
      </div>
    </>
  );
}
