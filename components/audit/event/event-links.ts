import type { AuditEventView } from "@/lib/audit/event";

/** Where an event is read: the addresses that its links are made from, and what the reader may do there. */
export interface EventPlace {
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
}

type LinkedEvent = Pick<AuditEventView, "id" | "actor" | "target" | "request" | "detail" | "occurredAt">;

const FLOW_SEGMENTS: Record<string, string> = { call_flow: "call-flows", message_flow: "message-flows" };

/** Gives an event's own address. */
export function eventPath(
  { logPath }: Pick<EventPlace, "logPath">,
  { id }: Pick<AuditEventView, "id">,
): string {
  return `${logPath}/${id}`;
}

/** Gives the address of the flow that an event is about; null when it is about something else. */
export function flowPath(
  { flowsPath }: Pick<EventPlace, "flowsPath">,
  { target }: Pick<AuditEventView, "target">,
): string | null {
  const segment = FLOW_SEGMENTS[target?.type ?? ""];
  if (!segment || !flowsPath || !target?.id) return null;
  return `${flowsPath}/${segment}/${encodeURIComponent(target.id)}`;
}

/** The flow's history compares the states that its address names; without `to` it takes the newest one. */
function revisionLinks(flow: string, revision: number, mayRestore: boolean): EventLink[] {
  const before: EventLink = {
    label: `Compare state #${revision} with the one before`,
    href: `${flow}?tab=history&from=${revision - 1}&to=${revision}`,
  };
  const since = `${flow}?tab=history&from=${revision}`;
  return [
    ...(revision > 1 ? [before] : []),
    { label: `Compare state #${revision} with the newest one`, href: since },
    ...(mayRestore ? [{ label: `Restore state #${revision}`, href: `${since}&state=${revision}` }] : []),
  ];
}

/** What all events about the same thing are called. */
function targetNoun(type: string): string {
  if (type in FLOW_SEGMENTS) return "this flow";
  return (
    { user: "this person", workspace: "this workspace", session: "this session" }[type] ?? "the same target"
  );
}

/** Gives what an event leads to: its flow, the state that it made, and the events around it. */
export function eventLinks(event: LinkedEvent, place: EventPlace): EventLink[] {
  const { actor, target, request, detail, occurredAt } = event;
  const log = (params: Record<string, string>) => `${place.logPath}?${new URLSearchParams(params)}`;
  const links: EventLink[] = [];
  const flow = flowPath(place, event);
  if (flow) links.push({ label: "Open the flow", href: flow });
  if (flow && typeof detail.revision === "number") {
    links.push(...revisionLinks(flow, detail.revision, place.mayRestore));
  }
  if (actor.id) {
    const day = occurredAt.slice(0, 10);
    const href = log({ actor: actor.id, from: day, to: day, zone: "UTC" });
    links.push({ label: `Everything ${actor.name} did on this day`, href });
  }
  const correlation = request?.correlationId ?? request?.id;
  if (correlation)
    links.push({ label: "Everything that belongs to this action", href: log({ correlation }) });
  if (target?.id)
    links.push({ label: `All events of ${targetNoun(target.type)}`, href: log({ target: target.id }) });
  return links;
}
