import type { AuditFieldChange } from "@/lib/audit/event";
import type { Problem } from "@/lib/problems/problem";
import "server-only";
import { database, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { diffFlows } from "@/lib/flows/diff/diff-flows";
import { presentFlow } from "@/lib/flows/diff/secret-values";
import { type Flow, flowPathSegment } from "@/lib/flows/model/flow";
import { applyFlowPatch } from "@/lib/flows/requests/apply-patch";
import { etagOf, type FlowState } from "@/lib/mirror/flow-state";
import { adoptRevision, lockFlow, recordRevision } from "@/lib/mirror/record-revision";
import {
  changeAnswer,
  type DuplicateIntent,
  type JournalChange,
  outcomeUnknown,
  problemAnswer,
  readChange,
  type StoredAnswer,
} from "./journal";
import { isWithin, recordOutcome } from "./record-outcome";

/** What a duplicate answers besides the new flow. An update that would change nothing is not asked for. */
function duplicateReport(
  change: JournalChange,
  made: Flow,
): Pick<DuplicateIntent, "later" | "notCopied"> | null {
  if (change.verb !== "create" || !change.duplicate) return null;
  const { later, notCopied } = change.duplicate;
  const needed = later && diffFlows(made, applyFlowPatch(change.kind, made, later)).length > 0;
  return { later: needed ? later : null, notCopied };
}

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
   * change, where that is not in the journal yet because nothing was about to be sent. `flow` is what the write led
   * to where it did something, but not what was asked for.
   */
  | {
      state: "failed";
      problem: Problem;
      report: WriteReport | null;
      neverSent?: boolean;
      attempted?: AuditFieldChange[];
      flow?: FlowState;
    }
  | { state: "unknown"; report: WriteReport | null };

/** How the change came to its end, for the audit event: at once, by recovery, or by a person who asked. */
export interface SettledBy {
  recovered?: boolean;
  resolvedBy?: string;
}

/** The state that the write led to, if it led to one: also where that is not what was asked for. */
export function flowOf(settlement: Settlement): FlowState | null {
  return settlement.state === "unknown" ? null : (settlement.flow ?? null);
}

/** Whether the change is settled by a later look, and not by the request that sent it. */
export function isLate(by: SettledBy): boolean {
  return by.recovered === true || by.resolvedBy !== undefined;
}

function successAnswer(change: JournalChange, flow: FlowState): StoredAnswer {
  const segment = flowPathSegment(change.kind);
  const created = change.verb === "create";
  return {
    status: created ? 201 : 200,
    headers: {
      "Content-Type": "application/json",
      ETag: etagOf(flow.contentHash),
      ...(created ? { Location: `/api/workspaces/${change.workspaceId}/${segment}/${flow.stored.id}` } : {}),
    },
    body: JSON.stringify({
      ...presentFlow(flow.stored),
      ...(change.verb === "restore" ? { notRestored: change.notRestored } : {}),
      ...duplicateReport(change, flow.stored),
    }),
  };
}

function answerFor(change: JournalChange, settlement: Settlement): StoredAnswer {
  if (settlement.state === "succeeded") return successAnswer(change, settlement.flow);
  const problem = settlement.state === "failed" ? settlement.problem : outcomeUnknown(change.id);
  return problemAnswer(problem, change.request.id);
}

function outcomeColumns(
  change: JournalChange,
  settlement: Settlement,
  answer: StoredAnswer,
): Prisma.ChangeUpdateInput {
  const { report } = settlement;
  return {
    state: settlement.state,
    settledAt: new Date(),
    leaseUntil: null,
    answer: changeAnswer.write(answer),
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
 * Stores the state that a write led to. Looked up late, the flow may show more than this change: then the state is not
 * its alone, and is stored as one that was found.
 */
async function storeResult(
  tx: Transaction,
  change: JournalChange,
  flow: FlowState,
  by: SettledBy,
): Promise<number> {
  const row = await lockFlow(tx, change.workspaceId, change.kind, flow.stored.id);
  const { expected, patchPaths: own } = change;
  const others = expected ? diffFlows(expected, flow.stored).filter(({ path }) => !isWithin(path, own)) : [];
  const mixed = isLate(by) && others.length > 0;
  if (mixed) return await recordRevision(tx, row, flow, "drift");
  const revision = await recordRevision(tx, row, flow, "change", change.id);
  if (change.verb === "create") await adoptRevision(tx, row.id, revision, change.id);
  return revision;
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
    const change = readChange(await tx.change.findUniqueOrThrow({ where: { id: changeId } }));
    const open = change.state === "pending" || (change.state === "unknown" && by.resolvedBy !== undefined);
    if (!open) return change.answer ?? problemAnswer(outcomeUnknown(changeId), changeId);
    // Recovery looked before the worker sent: what it concluded from "not sent" doesn't hold any more.
    const overtaken = isLate(by) && settlement.state === "failed" && settlement.neverSent;
    if (overtaken && change.sentAt !== null) return problemAnswer(outcomeUnknown(changeId), changeId);
    const flow = flowOf(settlement);
    const revision = flow ? await storeResult(tx, change, flow, by) : null;
    const answer = answerFor(change, settlement);
    await tx.change.update({ where: { id: changeId }, data: outcomeColumns(change, settlement, answer) });
    await recordOutcome(tx, change, settlement, by, revision);
    return answer;
  });
}
