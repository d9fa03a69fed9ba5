import type { ReactNode } from "react";
import type { AuditEventView } from "@/lib/audit/event";
import { AppLink } from "../../ui/app-link";
import { absoluteTime } from "../../ui/relative-time";
import { detailFacts } from "./detail-facts";
import { flowPath } from "./event-links";

interface EventFactsProps {
  event: AuditEventView;
  /** The address under which the workspace's flows are; null in the portal's own log. */
  flowsPath: string | null;
}

/** Everything recorded about an event beside the changes: actor, time, origin, reason, and its place in the chain. */
export function EventFacts({ event, flowsPath }: EventFactsProps) {
  const { actor, occurredAt, settledAt, target, reason, integrity } = event;
  const settledLater = settledAt !== null && Date.parse(settledAt) - Date.parse(occurredAt) >= 1000;
  return (
    <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-3">
      <Fact label="When">{absoluteTime(Date.parse(occurredAt))}</Fact>
      {settledLater ? <Fact label="Settled">{absoluteTime(Date.parse(settledAt))}</Fact> : null}
      <Fact label="Who">
        {actor.name}
        {actor.email && actor.email !== actor.name ? `, ${actor.email}` : ""}
        {actor.role ? ` (${actor.role})` : ""}
      </Fact>
      <Fact label="Number">#{event.sequence}</Fact>
      <Fact label="Action">
        <code className="font-mono text-xs">{event.action}</code>
      </Fact>
      {target ? <Fact label="Target">{targetText(event, flowsPath)}</Fact> : null}
      {reason ? <Fact label="Reason">{reason}</Fact> : null}
      <RequestFacts event={event} />
      {detailFacts(event).map(({ label, text }) => (
        <Fact key={label} label={label}>
          {text}
        </Fact>
      ))}
      <Fact label="Hash" wide>
        <code className="font-mono text-xs">{integrity.hash}</code>
      </Fact>
    </dl>
  );
}

/** The origin of the request, and the request to the upstream. */
function RequestFacts({ event: { request, upstream } }: { event: AuditEventView }) {
  const correlation = request?.correlationId;
  return (
    <>
      {request?.demo ? <Fact label="Demo data">Person, deed and time are invented</Fact> : null}
      {request ? (
        <Fact label="From">
          {request.ip ?? "Address not known"}
          <span className="block font-mono text-xs text-muted-foreground">{request.id}</span>
        </Fact>
      ) : null}
      {correlation && correlation !== request?.id ? (
        <Fact label="Part of">
          <span className="font-mono text-xs">{correlation}</span>
        </Fact>
      ) : null}
      {request?.userAgent ? <Fact label="Program">{request.userAgent}</Fact> : null}
      {upstream ? (
        <Fact label="Trillet">
          {upstream.method} → {upstream.status ?? "no answer"}
          {upstream.durationMs === null ? "" : ` in ${upstream.durationMs} ms`}
          {upstream.error ? <span className="block text-destructive">{upstream.error}</span> : null}
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

function Fact({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? "min-w-0 sm:col-span-2 lg:col-span-3" : "min-w-0"}>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

/** Whether events of this kind have no state before: their values are shown alone, not as changes from nothing. */
export function isBeginning(action: string): boolean {
  return /\.(create|invite|add)$/.test(action);
}
