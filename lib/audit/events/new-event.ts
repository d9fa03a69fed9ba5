import type { AuditActor, AuditFieldChange, AuditRequest, AuditUpstreamCall } from "@/lib/audit/event";
import type { AuditAction, DetailOf, RequiredDetailOf, TargetOf } from "./actions";
import type { AuditOutcome } from "./outcomes";

/** What a caller says; place in the chain and hashes come from the database. */
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

/** What an event of something that was done can't leave out. A refusal or failure may come before it is known. */
export type CompleteEvent<A extends AuditAction> = keyof RequiredDetailOf<A> extends never
  ? unknown
  : { outcome: Exclude<AuditOutcome, "succeeded"> } | { outcome: "succeeded"; detail: RequiredDetailOf<A> };
