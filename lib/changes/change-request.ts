import type { AuditActor, AuditRequest } from "@/lib/audit/event";
import type { FlowKind } from "@/lib/flows/model/flow-kind";

/** Someone's request to write a flow, already authenticated, authorized and parsed. */
export interface ChangeRequest {
  workspaceId: string;
  kind: FlowKind;
  actor: AuditActor & { id: string };
  request: AuditRequest;
  /** The `Idempotency-Key` header. */
  idempotencyKey: string;
  reason: string | null;
}

/** What one attempted write is about. */
export type ChangeVerb = "create" | "update" | "restore";
