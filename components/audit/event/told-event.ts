import type { AuditEventView } from "@/lib/audit/event";

/** What a sentence about an event is made of. */
export type ToldEvent = Pick<
  AuditEventView,
  "action" | "outcome" | "actor" | "target" | "changes" | "detail" | "request"
>;
