import "server-only";
import type { AuditFieldChange } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { flowChanges } from "@/lib/audit/redact/redact-changes";
import type { Transaction } from "@/lib/db/client";
import type { FlowState } from "@/lib/mirror/flow-state";
import type { Problem } from "@/lib/problems/problem";
import { SET_BY_EVERY_UPDATE } from "@/lib/upstream/call-flow-wire";
import type { Change } from "./journal";

/** The upstream's reaction to the write, as far as there was one. */
export interface UpstreamReport {
  status: number | null;
  durationMs: number | null;
  error: string | null;
}

/** What became of a change. */
export type Outcome =
  | { state: "succeeded"; flow: FlowState; report: UpstreamReport | null }
  | {
      state: "failed";
      problem: Problem;
      report: UpstreamReport | null;
      /** Nothing was sent, and nothing is wrong with the request: its key is free for the same request again. */
      repeatable?: boolean;
      /** The changes that the request would have made; only where it failed before the journal had them. */
      attempted?: AuditFieldChange[];
      flow?: FlowState;
    }
  | { state: "unknown"; report: UpstreamReport | null };

/** How the outcome is known, for the audit event: from the answer, by recovery, or because a person requested a check. */
export interface KnownBy {
  recovered?: boolean;
  resolvedBy?: string;
}

/** The state that the write led to, if any, whether intended or not. */
export function flowOf(outcome: Outcome): FlowState | null {
  return outcome.state === "unknown" ? null : (outcome.flow ?? null);
}

/** Whether a later check settles the change, and not the request that sent it. */
export function isKnownLater(by: KnownBy): boolean {
  return by.recovered === true || by.resolvedBy !== undefined;
}

/** The changed fields; after a write that failed, the fields that it was meant to change. */
function fieldChanges(change: Change, outcome: Outcome, by: KnownBy): AuditFieldChange[] {
  if (outcome.state === "failed" && outcome.attempted) return outcome.attempted;
  const { base } = change;
  const after = flowOf(outcome)?.stored ?? change.expected;
  // Without a base nothing was sent, except for a create: then the state is as it was.
  const isWritten = base !== null || change.verb === "create";
  const changes = after && isWritten ? flowChanges(base, after, change.patchPaths) : [];
  // Others may have changed the flow before a lost write is checked, so only the fields that it set are its own.
  return isKnownLater(by) && base ? changes.filter(({ path }) => isWithin(path, pathsSet(change))) : changes;
}

/** The paths that a change's write sets: those of its patch, and what every update says beside it. */
export function pathsSet({ patchPaths }: Pick<Change, "patchPaths">): string[] {
  return [...patchPaths, ...SET_BY_EVERY_UPDATE];
}

/** Whether a field is one that a write set, or lies in or around one. */
export function isWithin(path: string, patchPaths: string[]): boolean {
  return patchPaths.some((own) => `${path}/`.startsWith(`${own}/`) || `${own}/`.startsWith(`${path}/`));
}

/** Records the audit event of a settled change, as the last statement of its transaction, since it locks the chain. */
export async function recordOutcome(
  tx: Transaction,
  change: Change,
  outcome: Outcome,
  by: KnownBy,
  revision: number | null,
): Promise<void> {
  const flow = flowOf(outcome)?.stored ?? null;
  const duplicate = change.verb === "create" ? change.duplicate : null;
  await recordEvent(tx, {
    workspaceId: change.workspaceId,
    actor: change.actor,
    action: `${change.kind}.${change.verb}`,
    outcome: outcome.state,
    target: {
      type: change.kind,
      id: flow?.id ?? change.flowUpstreamId,
      name: flow?.name ?? change.flowName,
    },
    changes: fieldChanges(change, outcome, by),
    reason: change.reason,
    request: change.request,
    upstream: change.upstreamMethod
      ? {
          method: change.upstreamMethod,
          status: outcome.report?.status ?? change.upstreamStatus,
          durationMs: outcome.report?.durationMs ?? change.durationMs,
          error: outcome.report?.error ?? change.upstreamError,
        }
      : null,
    detail: {
      changeId: change.id,
      ...(revision !== null ? { revision } : {}),
      ...(outcome.state === "failed" ? { code: outcome.problem.code } : {}),
      ...(change.verb === "restore" ? { restoredRevision: change.revision } : {}),
      ...(duplicate ? { duplicatedFrom: duplicate.from, secretsCopied: duplicate.secretsCopied ?? 0 } : {}),
      ...(by.recovered ? { recovered: true } : {}),
      ...(by.resolvedBy ? { resolvedBy: by.resolvedBy } : {}),
    },
    occurredAt: change.createdAt,
  });
}
