import type { ReactNode } from "react";
import type { AuditEventView } from "@/lib/audit/event";
import { ChangeList } from "../../flows/diff/change-list";
import type { KnownNames } from "../../flows/diff/value-text";
import { type Crumb, PageHeader } from "../../shell/page-header";
import { AppLink } from "../../ui/app-link";
import { SectionCard } from "../../ui/card";
import { TimeAgo } from "../../ui/time-ago";
import { CopyPermalink } from "./copy-permalink";
import { EventFacts, isBeginning } from "./event-facts";
import { type EventContext, eventLinks, eventPath } from "./event-links";
import { OutcomeBadge } from "./outcome-badge";
import { RawEvent } from "./raw-event";
import { eventSentence } from "./sentence";

interface EventPageProps {
  event: AuditEventView;
  context: EventContext;
  /** The pages above this one: the workspace and its log. */
  crumbs: Crumb[];
  /** Names of agents, where they are known. */
  names?: KnownNames;
  /** The proof that this event is in the log as it was recorded. */
  proof?: ReactNode;
}

/** One event's own page: its sentence, its changes, its links, and the record itself. */
export function EventPage({ event, context, crumbs, names, proof }: EventPageProps) {
  const links = eventLinks(event, context);
  return (
    <>
      <PageHeader
        title={eventSentence(event)}
        crumbs={crumbs}
        actions={<CopyPermalink path={eventPath(context, event)} />}
        meta={
          <>
            <OutcomeBadge outcome={event.outcome} />
            <span className="font-mono text-xs text-muted-foreground">#{event.sequence}</span>
            <span className="text-sm text-muted-foreground">
              <TimeAgo at={event.occurredAt} />
            </span>
          </>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <SectionCard title="What changed">
            {event.changes.length > 0 ? (
              <ChangeList
                changes={event.changes}
                initial={isBeginning(event.action)}
                {...(names ? { names } : {})}
              />
            ) : (
              <p className="text-sm text-muted-foreground">This event records no change of a value.</p>
            )}
          </SectionCard>
          <SectionCard title="What is recorded">
            <EventFacts event={event} flowsPath={context.flowsPath} />
          </SectionCard>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {links.length > 0 ? (
            <SectionCard title="Where it leads">
              <LinkList links={links} />
            </SectionCard>
          ) : null}
          {proof}
          <SectionCard title="Raw event">
            <RawEvent event={event} />
          </SectionCard>
        </div>
      </div>
    </>
  );
}

function LinkList({ links }: { links: { label: string; href: string }[] }) {
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {links.map(({ label, href }) => (
        <li key={label}>
          <AppLink href={href} className="text-link underline underline-offset-4 wrap-anywhere">
            {label}
          </AppLink>
        </li>
      ))}
    </ul>
  );
}
