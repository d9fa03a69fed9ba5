import type { ReactNode } from "react";
import type { AuditEventView } from "@/lib/audit/event";
import { fieldLabel } from "@/lib/flows/field-label";
import { ChangeList } from "../flows/diff/change-list";
import { AppLink } from "../ui/app-link";
import { absoluteTime } from "../ui/relative-time";

interface EventDetailsProps {
  event: AuditEventView;
  /** The address under which the workspace's flows are; null in the portal's own log. */
  flowsPath: string | null;
}

/** Everything that is recorded about one event. */
export function EventDetails({ event, flowsPath }: EventDetailsProps) {
  const { actor, target, request, upstream, reason, detail, integrity } = event;
  return (
    <div className="border-t bg-muted/40 px-4 py-4 sm:pl-9">
      <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-3">
        <Fact label="When">{absoluteTime(Date.parse(event.occurredAt))}</Fact>
        <Fact label="Who">
          {actor.name}
          {actor.email ? `, ${actor.email}` : ""}
          {actor.role ? ` (${actor.role})` : ""}
        </Fact>
        <Fact label="Action">
          <code className="font-mono text-xs">{event.action}</code>
        </Fact>
        {target ? <Fact label="Target">{targetText(target, flowsPath)}</Fact> : null}
        {reason ? <Fact label="Reason">{reason}</Fact> : null}
        {request ? (
          <Fact label="From">
            {request.ip ?? "Address not known"}
            <span className="block font-mono text-xs text-muted-foreground">{request.id}</span>
          </Fact>
        ) : null}
        {request?.correlationId && request.correlationId !== request.id ? (
          <Fact label="Part of">
            <span className="font-mono text-xs">{request.correlationId}</span>
          </Fact>
        ) : null}
        {request?.userAgent ? <Fact label="Program">{request.userAgent}</Fact> : null}
        {upstream ? (
          <Fact label="Upstream">
            {upstream.method} → {upstream.status ?? "no answer"}
            {upstream.durationMs === null ? "" : ` in ${upstream.durationMs} ms`}
            {upstream.error ? <span className="block text-destructive">{upstream.error}</span> : null}
          </Fact>
        ) : null}
        {Object.entries(detail ?? {}).map(([name, value]) => (
          <Fact key={name} label={fieldLabel(`/${name}`)}>
            {value === null ? "none" : String(value)}
          </Fact>
        ))}
        <Fact label="Hash" wide>
          <code className="font-mono text-xs">{integrity.hash}</code>
        </Fact>
      </dl>
      {event.changes.length > 0 ? (
        <div className="mt-4 border-t pt-4">
          <ChangeList changes={event.changes} initial={/\.(create|invite|add)$/.test(event.action)} />
        </div>
      ) : null}
    </div>
  );
}

const FLOW_SEGMENTS: Record<string, string> = { call_flow: "call-flows", message_flow: "message-flows" };

function targetText(target: NonNullable<AuditEventView["target"]>, flowsPath: string | null): ReactNode {
  const name = target.name ?? target.id ?? target.type;
  const segment = FLOW_SEGMENTS[target.type];
  if (!segment || !flowsPath || !target.id) return name;
  return (
    <AppLink href={`${flowsPath}/${segment}/${target.id}`} className="text-link underline underline-offset-4">
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
