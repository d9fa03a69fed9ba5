import { notFound } from "next/navigation";
import type { ComponentProps } from "react";
import { validate as isUuid } from "uuid";
import { EventPage } from "@/components/audit/event/event-page";
import { EventProof } from "@/components/audit/proof/event-proof";
import type { AuditEventView } from "@/lib/audit/event";
import { readAuditEvent } from "@/lib/audit/event-view";
import { neighbourEvents } from "@/lib/audit/search/list-events";
import type { LogPlace } from "./log-place";

/** Returns an event of a log. Without one that the reader may see, the page doesn't exist. */
export async function requireEvent(
  { chain }: Pick<LogPlace, "chain">,
  id: string,
  flowEventsOnly = false,
): Promise<AuditEventView> {
  const event = isUuid(id) ? await readAuditEvent(chain, id, flowEventsOnly) : null;
  if (event === null) notFound();
  return event;
}

type EventPageProps = ComponentProps<typeof EventPage>;

interface LogEventProps extends Pick<EventPageProps, "event" | "names" | "comments"> {
  /** Whether the reader sees events about flows only. */
  flowEventsOnly?: boolean;
  log: LogPlace;
  context: Omit<EventPageProps["context"], "logPath">;
  mayVerify: boolean;
}

/** The page of one event of a log. */
export async function LogEvent(props: LogEventProps) {
  const { log, event, context, names, comments, mayVerify, flowEventsOnly } = props;
  const target = event.target?.id;
  const neighbours = target
    ? await neighbourEvents({ chain: log.chain, flowEventsOnly, target }, event.sequence)
    : { older: null, newer: null };
  return (
    <EventPage
      event={event}
      context={{ ...context, logPath: log.path }}
      crumbs={log.crumbs}
      neighbours={neighbours}
      {...(names ? { names } : {})}
      comments={comments}
      proof={mayVerify ? <EventProof id={event.id} apiPath={`${log.apiPath}/audit-events`} /> : null}
    />
  );
}
