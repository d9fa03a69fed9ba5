import type { AuditActor, AuditFieldChange, AuditRequest, AuditUpstreamCall } from "@/lib/audit/event";
import type { AuditAction, DetailOf, RequiredDetailOf, TargetOf } from "./actions";
import type { AuditOutcome } from "./outcomes";

/** An event as its caller states it. The database adds the place in the chain and the hashes. */
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
  /** The facts that the action declares. */
  detail?: DetailOf<A>;
  occurredAt?: Date;
}

/** The `detail` that the event of a successful action must have. A refusal or failure may come before it is known. */
export type CompleteEvent<A extends AuditAction> = keyof RequiredDetailOf<A> extends never
  ? unknown
  : { outcome: Exclude<AuditOutcome, "succeeded"> } | { outcome: "succeeded"; detail: RequiredDetailOf<A> };
