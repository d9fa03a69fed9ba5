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

type Complete<A extends AuditAction> = keyof RequiredDetailOf<A> extends never
  ? unknown
  : { outcome: Exclude<AuditOutcome, "succeeded"> } | { outcome: "succeeded"; detail: RequiredDetailOf<A> };

/** An object per action, so that the compiler takes the actions of a union one by one. */
type Each<A extends AuditAction> = A extends AuditAction ? { complete: (event: Complete<A>) => void } : never;

/**
 * The `detail` that the event of a successful action must have. A refusal or failure may come before it is known. Where a
 * recorder serves several actions, it gives the detail of each; where it passes on events of any action, none is demanded.
 */
export type CompleteEvent<A extends AuditAction> = AuditAction extends A
  ? unknown
  : Each<A>["complete"] extends (event: infer Event) => void
    ? Event
    : never;
