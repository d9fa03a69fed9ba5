import { notFound } from "next/navigation";
import type { ComponentProps } from "react";
import { validate as isUuid } from "uuid";
import { EventPage } from "@/components/audit/event/event-page";
import { EventProof } from "@/components/audit/proof/event-proof";
import type { AuditEventView } from "@/lib/audit/event";
import { readAuditEvent } from "@/lib/audit/event-view";
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

interface LogEventProps extends Pick<EventPageProps, "event" | "names"> {
  log: LogPlace;
  context: Omit<EventPageProps["context"], "logPath">;
  mayVerify: boolean;
}

/** The page of one event of a log. */
export function LogEvent({ log, event, context, names, mayVerify }: LogEventProps) {
  return (
    <EventPage
      event={event}
      context={{ ...context, logPath: log.path }}
      crumbs={log.crumbs}
      {...(names ? { names } : {})}
      proof={mayVerify ? <EventProof id={event.id} apiPath={`${log.apiPath}/audit-events`} /> : null}
    />
  );
}
