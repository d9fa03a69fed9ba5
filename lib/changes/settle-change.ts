import "server-only";
import type { AuditActor, AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { type Change, Prisma } from "@/lib/db/generated/client";
import { diffFlows, type FieldChange } from "@/lib/flows/diff-flows";
import type { StoredFlow } from "@/lib/flows/flow";
import { type FlowKind, flowPathSegment } from "@/lib/flows/flow-kind";
import { presentFlow } from "@/lib/flows/secret-values";
import { etagOf, type FlowState } from "@/lib/mirror/flow-state";
import { adoptRevision, lockFlow, recordRevision } from "@/lib/mirror/record-revision";
import type { Problem } from "@/lib/problems/problem";
import { outcomeUnknown, problemAnswer, type StoredAnswer } from "./stored-answer";

/** What the upstream said to the one write, as far as it said anything. */
export interface WriteReport {
  status: number | null;
  durationMs: number | null;
  error: string | null;
}

export type Settlement =
  | { state: "succeeded"; flow: FlowState; report: WriteReport | null }
  /**
   * `neverSent` frees the key: the same request may be tried again with it. `attempted` is what was going to
   * change, where that is not in the journal yet because nothing was about to be sent.
   */
  | {
      state: "failed";
      problem: Problem;
      report: WriteReport | null;
      neverSent?: boolean;
      attempted?: FieldChange[];
    }
  | { state: "unknown"; report: WriteReport | null };

/** How the change came to its end, for the audit event: at once, by recovery, or by a person who asked. */
export interface SettledBy {
  recovered?: boolean;
  resolvedBy?: string;
}

/** What a restore answers besides the flow. */
function restoreReport(change: Change): { notRestored?: unknown } {
  if (change.verb !== "restore") return {};
  return { notRestored: (change.intent as { notRestored: unknown }).notRestored };
}

function successAnswer(change: Change, flow: FlowState): StoredAnswer {
  const segment = flowPathSegment(change.kind as FlowKind);
  const created = change.verb === "create";
  return {
    status: created ? 201 : 200,
    headers: {
      "Content-Type": "application/json",
      ETag: etagOf(flow.contentHash),
      ...(created ? { Location: `/api/workspaces/${change.workspaceId}/${segment}/${flow.stored.id}` } : {}),
    },
    body: JSON.stringify({ ...presentFlow(flow.stored), ...restoreReport(change) }),
  };
}

function answerFor(change: Change, settlement: Settlement): StoredAnswer {
  if (settlement.state === "succeeded") return successAnswer(change, settlement.flow);
  const problem = settlement.state === "failed" ? settlement.problem : outcomeUnknown(change.id);
  return problemAnswer(problem, (change.request as unknown as AuditRequest).id);
}

/** What changed; of a write that did not come to pass, what was meant to change. */
function fieldChanges(change: Change, settlement: Settlement, by: SettledBy): FieldChange[] {
  if (settlement.state === "failed" && settlement.attempted) return settlement.attempted;
  const base = change.base as unknown as StoredFlow | null;
  const after =
    settlement.state === "succeeded"
      ? settlement.flow.stored
      : (change.expected as unknown as StoredFlow | null);
  const changes = after ? diffFlows(base, after) : [];
  const late = by.recovered || by.resolvedBy !== undefined;
  // By the time a lost write is looked up, others may have changed the flow too: only what it meant to change is its.
  return late && base ? changes.filter(({ path }) => isWithin(path, change.patchPaths as string[])) : changes;
}

function isWithin(path: string, patchPaths: string[]): boolean {
  return patchPaths.some((own) => `${path}/`.startsWith(`${own}/`) || `${own}/`.startsWith(`${path}/`));
}

async function recordOutcome(
  tx: Transaction,
  change: Change,
  settlement: Settlement,
  by: SettledBy,
  revision: number | null,
): Promise<void> {
  const flow = settlement.state === "succeeded" ? settlement.flow.stored : null;
  await recordEvent(tx, {
    workspaceId: change.workspaceId,
    actor: change.actor as unknown as AuditActor,
    action: `${change.kind}.${change.verb}`,
    outcome: settlement.state,
    target: { type: change.kind, id: flow?.id ?? change.flowUpstreamId, name: flow?.name ?? change.flowName },
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
      ...(by.recovered ? { recovered: true } : {}),
      ...(by.resolvedBy ? { resolvedBy: by.resolvedBy } : {}),
    },
    occurredAt: change.createdAt,
  });
}

function outcomeColumns(
  change: Change,
  settlement: Settlement,
  answer: StoredAnswer,
): Prisma.ChangeUpdateInput {
  const { report } = settlement;
  return {
    state: settlement.state,
    settledAt: new Date(),
    leaseUntil: null,
    answer: answer as unknown as Prisma.InputJsonObject,
    // The whole documents were for recovery; the revision and the audit event have them from now on.
    ...(settlement.state === "unknown" ? {} : { base: Prisma.DbNull, expected: Prisma.DbNull }),
    ...(settlement.state === "succeeded" ? { flowUpstreamId: settlement.flow.stored.id } : {}),
    ...(settlement.state === "failed" && settlement.neverSent ? { idempotencyKey: null } : {}),
    upstreamStatus: report?.status ?? change.upstreamStatus,
    durationMs: report?.durationMs ?? change.durationMs,
    upstreamError: report?.error ?? change.upstreamError,
  };
}

/**
 * Ends a change: the second of the write path's two transactions. Revision, audit event, outcome and stored answer
 * come to be together or not at all. A change that somebody else has settled meanwhile stays as they left it.
 *
 * @returns the answer for the caller, which is also what a repeated request gets
 */
export async function settleChange(
  changeId: string,
  settlement: Settlement,
  by: SettledBy = {},
): Promise<StoredAnswer> {
  return await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Change" WHERE "id" = ${changeId}::uuid FOR UPDATE`;
    const change = await tx.change.findUniqueOrThrow({ where: { id: changeId } });
    const open = change.state === "pending" || (change.state === "unknown" && by.resolvedBy !== undefined);
    if (!open) return change.answer as unknown as StoredAnswer;
    // Recovery looked before the worker sent: what it concluded from "not sent" doesn't hold any more.
    const overtaken = by.recovered && settlement.state === "failed" && settlement.neverSent;
    if (overtaken && change.sentAt !== null) return problemAnswer(outcomeUnknown(changeId), changeId);
    let revision: number | null = null;
    if (settlement.state === "succeeded") {
      const kind = change.kind as FlowKind;
      const row = await lockFlow(tx, change.workspaceId, kind, settlement.flow.stored.id);
      revision = await recordRevision(tx, row, settlement.flow, "change", change.id);
      if (change.verb === "create") await adoptRevision(tx, row.id, revision, change.id);
    }
    const answer = answerFor(change, settlement);
    await tx.change.update({ where: { id: changeId }, data: outcomeColumns(change, settlement, answer) });
    await recordOutcome(tx, change, settlement, by, revision);
    return answer;
  });
}
