import "server-only";
import type { AuditFieldChange } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { flowChanges } from "@/lib/audit/redact/redact-changes";
import type { Transaction } from "@/lib/db/client";
import type { JournalChange } from "./journal";
import { flowOf, isLate, type SettledBy, type Settlement } from "./settle-change";

/** What changed; of a write that did not come to pass, what was meant to change. */
function fieldChanges(change: JournalChange, settlement: Settlement, by: SettledBy): AuditFieldChange[] {
  if (settlement.state === "failed" && settlement.attempted) return settlement.attempted;
  const { base } = change;
  const after = flowOf(settlement)?.stored ?? change.expected;
  const changes = after ? flowChanges(base, after) : [];
  // By the time a lost write is looked up, others may have changed the flow too: only what it meant to change is its.
  return isLate(by) && base ? changes.filter(({ path }) => isWithin(path, change.patchPaths)) : changes;
}

/** Whether a field is one that a write set, or lies in or around one. */
export function isWithin(path: string, patchPaths: string[]): boolean {
  return patchPaths.some((own) => `${path}/`.startsWith(`${own}/`) || `${own}/`.startsWith(`${path}/`));
}

/** Writes the audit event of a settled change; inside the settling transaction, and last, since it locks the chain. */
export async function recordOutcome(
  tx: Transaction,
  change: JournalChange,
  settlement: Settlement,
  by: SettledBy,
  revision: number | null,
): Promise<void> {
  const flow = flowOf(settlement)?.stored ?? null;
  const duplicate = change.verb === "create" ? change.duplicate : null;
  await recordEvent(tx, {
    workspaceId: change.workspaceId,
    actor: change.actor,
    action: `${change.kind}.${change.verb}`,
    outcome: settlement.state,
    target: {
      type: change.kind,
      id: flow?.id ?? change.flowUpstreamId,
      name: flow?.name ?? change.flowName,
    },
    changes: fieldChanges(change, settlement, by),
    reason: change.reason,
    request: change.request,
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
      ...(change.verb === "restore" ? { restoredRevision: change.revision } : {}),
      ...(duplicate ? { duplicatedFrom: duplicate.from, secretsCopied: duplicate.secretsCopied ?? 0 } : {}),
      ...(by.recovered ? { recovered: true } : {}),
      ...(by.resolvedBy ? { resolvedBy: by.resolvedBy } : {}),
    },
    occurredAt: change.createdAt,
  });
}
