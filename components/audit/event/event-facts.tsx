import type { ReactNode } from "react";
import type { AuditEventView } from "@/lib/audit/event";
import { AppLink } from "../../ui/app-link";
import { GivenName } from "../../ui/given-name";
import { Moment } from "../../ui/moment";
import { detailFacts } from "./detail-facts";
import { flowPath } from "./event-links";
import { actorName } from "./sentence";

interface EventFactsProps {
  event: AuditEventView;
  /** The address under which the workspace's flows are; null in the portal's own log. */
  flowsPath: string | null;
}

/** Everything recorded about an event beside its changes, its reason and its place in the chain. */
export function EventFacts({ event, flowsPath }: EventFactsProps) {
  const { actor, occurredAt, settledAt, target } = event;
  const settledLater = settledAt !== null && Date.parse(settledAt) - Date.parse(occurredAt) >= 1000;
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-x-4 gap-y-1.5 text-xs">
      <Fact label="Event">#{event.sequence}</Fact>
      <Fact label="When">
        <Moment at={occurredAt} />
      </Fact>
      {settledLater ? (
        <Fact label="Settled">
          <Moment at={settledAt} />
        </Fact>
      ) : null}
      <Fact label="Who">
        <GivenName>{actorName(actor)}</GivenName>
        {actor.email && actor.email !== actor.name ? `, ${actor.email}` : ""}
      </Fact>
      {actor.token ? (
        <Fact label="Token">
          <span className="font-mono">{actor.token.id}</span>
        </Fact>
      ) : null}
      {actor.role ? <Fact label="Role">{actor.role}</Fact> : null}
      {target ? <Fact label="Target">{targetText(event, flowsPath)}</Fact> : null}
      <Fact label="Action">
        <code className="font-mono">{event.action}</code>
      </Fact>
      <RequestFacts event={event} />
      {detailFacts(event).map(({ label, text, isMoment }) => (
        <Fact key={label} label={label}>
          {isMoment ? <Moment at={text} /> : text}
        </Fact>
      ))}
    </dl>
  );
}

/** The origin of the request, and the request to the upstream. */
function RequestFacts({ event: { request, upstream } }: { event: AuditEventView }) {
  const correlation = request?.correlationId;
  return (
    <>
      {request?.demo ? <Fact label="Demo data">Person, deed and time are invented</Fact> : null}
      {request?.ip ? <Fact label="From">{request.ip}</Fact> : null}
      {request?.userAgent ? <Fact label="Program">{request.userAgent}</Fact> : null}
      {upstream ? (
        <Fact label="Trillet">
          {upstream.method} → {upstream.status ?? "no answer"}
          {upstream.durationMs === null ? "" : ` in ${upstream.durationMs} ms`}
        </Fact>
      ) : null}
      {request ? (
        <Fact label="Request">
          <span className="font-mono">{request.id}</span>
        </Fact>
      ) : null}
      {correlation && correlation !== request?.id ? (
        <Fact label="Part of">
          <span className="font-mono">{correlation}</span>
        </Fact>
      ) : null}
    </>
  );
}

function targetText(event: AuditEventView, flowsPath: string | null): ReactNode {
  const name = event.target?.name ?? event.target?.id ?? event.target?.type;
  const path = flowPath({ flowsPath }, event);
  if (path === null) return name;
  return (
    <AppLink href={path} className="text-link underline underline-offset-4">
      {name}
    </AppLink>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

/** Whether events of this kind have no state before: their values are shown alone, not as changes from nothing. */
export function isBeginning(action: string): boolean {
  return /\.(create|invite|add)$/.test(action);
}
