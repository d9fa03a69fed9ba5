import type { AuditActor, AuditRequest } from "@/lib/audit/event";

/** Someone who acts, as the audit log keeps them, and where their request came from. */
export interface Requester {
  actor: AuditActor;
  request: AuditRequest | null;
}
