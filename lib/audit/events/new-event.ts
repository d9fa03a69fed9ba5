import type {
  AuditActor,
  AuditFieldChange,
  AuditOutcome,
  AuditRequest,
  AuditUpstreamCall,
} from "@/lib/audit/event";
import type { AuditAction, DetailOf, TargetOf } from "./actions";

/** What a caller tells; place in the chain and hashes come from the database. */
export interface NewAuditEvent<A extends AuditAction = AuditAction> {
  /** A workspace's id, or null for the portal's own chain. */
  workspaceId: string | null;
  actor: AuditActor;
  action: A;
  outcome: AuditOutcome;
  target?: { type: TargetOf<A>; id: string | null; name: string | null } | null;
  changes?: AuditFieldChange[];
  reason?: string | null;
  request?: AuditRequest | null;
  upstream?: AuditUpstreamCall | null;
  /** What the facts about the action let it say. */
  detail?: DetailOf<A>;
  occurredAt?: Date;
}
