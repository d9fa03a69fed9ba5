import type { AuditEventView } from "@/lib/audit/event";
import type { FlowKind } from "@/lib/flows/model/flow";

/** Gives the kind of the flow that an event is about; null when it is about something else. */
export function flowKindOf({ target }: Pick<AuditEventView, "target">): FlowKind | null {
  return target?.type === "call_flow" || target?.type === "message_flow" ? target.type : null;
}
