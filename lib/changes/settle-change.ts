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
  type Answer,
  type Change,
  changeAnswer,
  type DuplicateIntent,
  outcomeUnknown,
  problemAnswer,
  readChange,
} from "./journal";
import {
  flowOf,
  isKnownLater,
  isWithin,
  type KnownBy,
  type Outcome,
  pathsSet,
  recordOutcome,
} from "./record-outcome";

/** The part of a duplicate's answer beside the new flow. An update that would change nothing is left out. */
function duplicateReport(change: Change, made: Flow): Pick<DuplicateIntent, "later" | "notCopied"> | null {
  if (change.verb !== "create" || !change.duplicate) return null;
  const { later, notCopied } = change.duplicate;
  const needed = later && diffFlows(made, applyFlowPatch(change.kind, made, later)).length > 0;
  return { later: needed ? later : null, notCopied };
}

function successAnswer(change: Change, flow: FlowState): Answer {
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

function answerFor(change: Change, outcome: Outcome): Answer {
  if (outcome.state === "succeeded") return successAnswer(change, outcome.flow);
  const problem = outcome.state === "failed" ? outcome.problem : outcomeUnknown(change.id);
  return problemAnswer(problem, change.request.id);
}

function outcomeColumns(change: Change, outcome: Outcome, answer: Answer): Prisma.ChangeUpdateInput {
  const { report } = outcome;
  return {
    state: outcome.state,
    settledAt: new Date(),
    leaseUntil: null,
    answer: changeAnswer.write(answer),
    // Recovery needed the whole documents; the revision and the audit event have them from now on.
    ...(outcome.state === "unknown" ? {} : { base: Prisma.DbNull, expected: Prisma.DbNull }),
    ...(outcome.state === "succeeded" ? { flowUpstreamId: outcome.flow.stored.id } : {}),
    ...(outcome.state === "failed" && outcome.repeatable ? { idempotencyKey: null } : {}),
    upstreamStatus: report?.status ?? change.upstreamStatus,
    durationMs: report?.durationMs ?? change.durationMs,
    upstreamError: report?.error ?? change.upstreamError,
  };
}

/**
 * Stores the state that a write led to, as a revision. A later check may find edits of others in it; then the revision's
 * source is drift, and the change succeeds all the same.
 */
async function storeResult(tx: Transaction, change: Change, flow: FlowState, by: KnownBy): Promise<number> {
  const row = await lockFlow(tx, change.workspaceId, change.kind, flow.stored.id);
  const { expected } = change;
  const own = pathsSet(change);
  const others = expected ? diffFlows(expected, flow.stored).filter(({ path }) => !isWithin(path, own)) : [];
  const mixed = isKnownLater(by) && others.length > 0;
  if (mixed) return await recordRevision(tx, row, flow, "drift");
  const revision = await recordRevision(tx, row, flow, "change", change.id);
  if (change.verb === "create") await adoptRevision(tx, row.id, revision, change.id);
  return revision;
}

/**
 * Ends a change: the second of the write path's two transactions. Revision, audit event, outcome and stored answer
 * are written together or not at all. A change that was settled meanwhile stays as it is.
 *
 * @returns the answer for the caller, which is also what a repeated request gets
 */
export async function settleChange(changeId: string, outcome: Outcome, by: KnownBy = {}): Promise<Answer> {
  return await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Change" WHERE "id" = ${changeId}::uuid FOR UPDATE`;
    const change = readChange(await tx.change.findUniqueOrThrow({ where: { id: changeId } }));
    const open = change.state === "pending" || (change.state === "unknown" && by.resolvedBy !== undefined);
    if (!open) return change.answer ?? problemAnswer(outcomeUnknown(changeId), changeId);
    // Recovery concluded "not sent" from the row; if the request's own process has sent the write since, that is outdated.
    const overtaken = isKnownLater(by) && outcome.state === "failed" && outcome.repeatable;
    if (overtaken && change.sentAt !== null) return problemAnswer(outcomeUnknown(changeId), changeId);
    const flow = flowOf(outcome);
    const revision = flow ? await storeResult(tx, change, flow, by) : null;
    const answer = answerFor(change, outcome);
    await tx.change.update({ where: { id: changeId }, data: outcomeColumns(change, outcome, answer) });
    await recordOutcome(tx, change, outcome, by, revision);
    return answer;
  });
}
