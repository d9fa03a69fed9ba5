import type { AuditEventView } from "@/lib/audit/event";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";

/** Gives the kind of the flow that an event is about; null when it is about something else. */
export function flowKindOf({ target }: Pick<AuditEventView, "target">): FlowKind | null {
  return FLOW_KINDS.find((kind) => kind === target?.type) ?? null;
}
