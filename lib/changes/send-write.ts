import "server-only";
import { database } from "@/lib/db/client";
import type { FlowState } from "@/lib/mirror/flow-state";
import type { Problem } from "@/lib/problems/problem";
import type { UpstreamAnswer } from "@/lib/upstream/upstream-answer";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { problemOfUpstream } from "@/lib/upstream/upstream-problem";
import type { WireRequest } from "@/lib/upstream/wire-request";
import { writeFlow } from "@/lib/upstream/write-flow";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { releaseLease, renewLease } from "./lease";
import { lookUpstream } from "./look-upstream";
import { type Expectation, markSending } from "./mark-sending";
import { recoverSoon } from "./recovery-timer";
import { settleChange, type WriteReport } from "./settle-change";
import { outcomeUnknown, problemAnswer, type StoredAnswer } from "./stored-answer";

export interface Write {
  changeId: string;
  requestId: string;
  wire: WireRequest;
  expectation: Expectation;
  /** Turns the upstream's 2xx answer into the flow's new state; may have to read it again. */
  readResult: (answer: UpstreamAnswer) => Promise<FlowState>;
}

async function leavePending(write: Write, report: WriteReport): Promise<StoredAnswer> {
  const { changeId } = write;
  await database().change.updateMany({
    where: { id: changeId, state: "pending" },
    data: { upstreamStatus: report.status, upstreamError: report.error, durationMs: report.durationMs },
  });
  await releaseLease(changeId);
  recoverSoon();
  return problemAnswer(outcomeUnknown(changeId), write.requestId);
}

/** After an answer that doesn't say whether the write was applied (5xx, nonsense): ask, and say what is true. */
async function lookAtOnce(
  workspace: ConnectedWorkspace,
  write: Write,
  problem: Problem,
  report: WriteReport,
): Promise<StoredAnswer> {
  const { changeId } = write;
  try {
    await renewLease(changeId);
    const change = await database().change.findUniqueOrThrow({ where: { id: changeId } });
    const look = await lookUpstream(workspace, change);
    if (look.verdict === "applied") {
      return await settleChange(changeId, { state: "succeeded", flow: look.flow, report });
    }
    if (look.verdict === "not_applied") {
      return await settleChange(changeId, { state: "failed", problem, report });
    }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
  }
  return await leavePending(write, report);
}

async function afterFailure(
  workspace: ConnectedWorkspace,
  write: Write,
  error: UpstreamError,
  durationMs: number,
): Promise<StoredAnswer> {
  const report = { status: error.status, durationMs, error: error.message };
  const problem = problemOfUpstream(error);
  switch (error.kind) {
    case "cut":
    case "timeout":
      return await leavePending(write, report);
    case "failed":
    case "invalid":
      return await lookAtOnce(workspace, write, problem, report);
    default: {
      // Refused before anything was done: by the network, the budget, or the upstream itself.
      const neverSent = !error.sent || error.kind === "rate_limited";
      return await settleChange(write.changeId, { state: "failed", problem, report, neverSent });
    }
  }
}

/**
 * Sends one write, exactly once, and settles the change by what comes of it.
 * @returns the caller's answer: the new state, a problem, or `outcome_unknown`
 */
export async function sendWrite(workspace: ConnectedWorkspace, write: Write): Promise<StoredAnswer> {
  const { changeId, wire } = write;
  await markSending(changeId, wire, write.expectation);
  const started = performance.now();
  let answer: UpstreamAnswer;
  try {
    answer = await writeFlow(workspace.connection, wire);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return await afterFailure(workspace, write, error, Math.round(performance.now() - started));
  }
  const report = { status: answer.status, durationMs: answer.durationMs, error: null };
  try {
    await renewLease(changeId);
    const flow = await write.readResult(answer);
    return await settleChange(changeId, { state: "succeeded", flow, report });
  } catch (error) {
    // The write was accepted, but what it led to can't be read now: recovery will.
    if (!(error instanceof UpstreamError)) throw error;
    return await leavePending(write, { ...report, error: error.message });
  }
}
