import "server-only";
import type { AuditActor, AuditFieldChange, AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { flowChanges } from "@/lib/audit/redact/flow-changes";
import type { Transaction } from "@/lib/db/client";
import type { Change } from "@/lib/db/generated/client";
import type { StoredFlow } from "@/lib/flows/flow";
import type { FlowKind } from "@/lib/flows/flow-kind";
import type { ChangeVerb } from "./change-request";
import { duplicateIntent } from "./duplicate-report";
import { flowOf, isLate, type SettledBy, type Settlement } from "./settlement";

/** What changed; of a write that did not come to pass, what was meant to change. */
function fieldChanges(change: Change, settlement: Settlement, by: SettledBy): AuditFieldChange[] {
  if (settlement.state === "failed" && settlement.attempted) return settlement.attempted;
  const base = change.base as unknown as StoredFlow | null;
  const after = flowOf(settlement)?.stored ?? (change.expected as unknown as StoredFlow | null);
  const changes = after ? flowChanges(base, after) : [];
  // By the time a lost write is looked up, others may have changed the flow too: only what it meant to change is its.
  return isLate(by) && base
    ? changes.filter(({ path }) => isWithin(path, change.patchPaths as string[]))
    : changes;
}

/** Whether a field is one that a write set, or lies in or around one. */
export function isWithin(path: string, patchPaths: string[]): boolean {
  return patchPaths.some((own) => `${path}/`.startsWith(`${own}/`) || `${own}/`.startsWith(`${path}/`));
}

/** Writes the audit event of a settled change; inside the settling transaction, and last, since it locks the chain. */
export async function recordOutcome(
  tx: Transaction,
  change: Change,
  settlement: Settlement,
  by: SettledBy,
  revision: number | null,
): Promise<void> {
  const flow = flowOf(settlement)?.stored ?? null;
  const duplicate = duplicateIntent(change);
  await recordEvent(tx, {
    workspaceId: change.workspaceId,
    actor: change.actor as unknown as AuditActor,
    action: `${change.kind as FlowKind}.${change.verb as ChangeVerb}`,
    outcome: settlement.state,
    target: {
      type: change.kind as FlowKind,
      id: flow?.id ?? change.flowUpstreamId,
      name: flow?.name ?? change.flowName,
    },
    changes: fieldChanges(change, settlement, by),
    reason: change.reason,
    request: change.request as unknown as AuditRequest,
    upstream: change.upstreamMethod
      ? {
          method: change.upstreamMethod,
          status: settlement.report?.status ?? change.upstreamStatus,
          durationMs: settlement.report?.durationMs ?? change.durationMs,
          error: settlement.report?.error ?? change.upstreamError,
        }
      : null,
    detail: {
      changeId: change.id,
      ...(revision !== null ? { revision } : {}),
      ...(settlement.state === "failed" ? { code: settlement.problem.code } : {}),
      ...(change.verb === "restore"
        ? { restoredRevision: (change.intent as { revision: number }).revision }
        : {}),
      ...(duplicate ? { duplicatedFrom: duplicate.from, secretsCopied: duplicate.secretsCopied ?? 0 } : {}),
      ...(by.recovered ? { recovered: true } : {}),
      ...(by.resolvedBy ? { resolvedBy: by.resolvedBy } : {}),
    },
    occurredAt: change.createdAt,
  });
}
