import type { AuditEventView } from "@/lib/audit/event";
import { targetFacts } from "@/lib/audit/events/targets";
import { type FlowKind, flowPathSegment } from "@/lib/flows/model/flow";

/** The page of an event: the addresses that its links are made from, and the reader's rights. */
export interface EventContext {
  /** The log's address: `/harbour-dental/audit`, or `/audit` for the portal's own. */
  logPath: string;
  /** The address under which the workspace's flows are; null in the portal's own log. */
  flowsPath: string | null;
  /** Whether the reader may restore earlier states of flows. */
  mayRestore: boolean;
}

export interface EventLink {
  label: string;
  href: string;
  /** Whether it is something to do with the flow; the others lead to further events. */
  isAction: boolean;
}

type LinkedEvent = Pick<AuditEventView, "target" | "request" | "detail">;

/** Returns an event's own address. */
export function eventPath(
  { logPath }: Pick<EventContext, "logPath">,
  { id }: Pick<AuditEventView, "id">,
): string {
  return `${logPath}/${id}`;
}

/** Returns the address of the flow that an event is about; null when it is about something else. */
export function flowPath(
  { flowsPath }: Pick<EventContext, "flowsPath">,
  event: Pick<AuditEventView, "target">,
): string | null {
  const kind = flowKindOf(event);
  const id = event.target?.id;
  if (!kind || !flowsPath || !id) return null;
  return `${flowsPath}/${flowPathSegment(kind)}/${encodeURIComponent(id)}`;
}

/** The flow's history compares the states that its address names; without `to` it takes the newest one. */
function revisionLinks(flow: string, revision: number, mayRestore: boolean): EventLink[] {
  const before: EventLink = {
    isAction: true,
    label: `Compare version ${revision} with the one before`,
    href: `${flow}?tab=history&from=${revision - 1}&to=${revision}`,
  };
  const since = `${flow}?tab=history&from=${revision}`;
  return [
    ...(revision > 1 ? [before] : []),
    { label: "Compare with now", href: since, isAction: true },
    ...(mayRestore
      ? [{ label: `Restore version ${revision}`, href: `${since}&state=${revision}`, isAction: true }]
      : []),
  ];
}

/** Returns an event's links: to its flow, to the version that it made, and to the events around it. */
export function eventLinks(event: LinkedEvent, context: EventContext): EventLink[] {
  const { target, request, detail } = event;
  const log = (params: Record<string, string>) => `${context.logPath}?${new URLSearchParams(params)}`;
  const links: EventLink[] = [];
  const flow = flowPath(context, event);
  if (flow) links.push({ label: "Open flow", href: flow, isAction: true });
  if (flow && typeof detail.revision === "number") {
    links.push(...revisionLinks(flow, detail.revision, context.mayRestore));
  }
  const transfer = target?.type === "transfer" ? target.id : detail.transfer;
  if (typeof transfer === "string")
    links.push({ isAction: false, label: "Receipt of the transfer", href: `/copies/${transfer}` });
  const correlation = request?.correlationId ?? request?.id;
  if (correlation)
    links.push({
      isAction: false,
      label: "Everything that belongs to this action",
      href: log({ correlation }),
    });
  if (target?.id)
    links.push({
      isAction: false,
      label: `All events of ${targetFacts(target.type).same}`,
      href: log({ target: target.id }),
    });
  return links;
}

/** Returns the kind of the flow that an event is about; null when it is about something else. */
export function flowKindOf({ target }: Pick<AuditEventView, "target">): FlowKind | null {
  return target?.type === "call_flow" || target?.type === "message_flow" ? target.type : null;
}
