import type { AuditAction } from "@/lib/audit/events/actions";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";

/** An event whose action, target and detail may be any words, as another version of the portal may have recorded it. */
export type LooseEvent = Omit<NewAuditEvent, "action" | "target" | "detail"> & {
  action: string;
  target?: { type: string; id: string | null; name: string | null } | null;
  detail?: Record<string, string | number | boolean | null>;
};

/** Passes an action off as one of the table's, which the compiler refuses for made-up words. */
export function looseAction(action: string): AuditAction {
  return action as AuditAction;
}

/** Passes an event off as one that the table of actions allows. */
export function looseEvent(event: LooseEvent): NewAuditEvent {
  return event as NewAuditEvent;
}
