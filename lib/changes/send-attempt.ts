import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { prepared } from "@/lib/db/prepared";
import { log } from "@/lib/log";
import type { FlowState } from "@/lib/mirror/flow-state";
import type { FlowHead } from "@/lib/mirror/store-state";
import { Problem } from "@/lib/problems/problem";
import type { WriteVerdict } from "@/lib/upstream/judge-write";
import { problemOfUpstream } from "@/lib/upstream/problems";
import { type UpstreamAnswer, type WireRequest, writeFlow } from "@/lib/upstream/request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { checkUpstream } from "./check-upstream";
import { type Answer, type Change, outcomeUnknown, problemAnswer } from "./journal";
import type { Lease } from "./lease";
import type { UpstreamReport } from "./record-outcome";
import { recoverSoon, SECOND_CHECK_MS } from "./recover-changes";
import { settleChange } from "./settle-change";

/** What is sent for an admitted change. */
export interface Attempt {
  change: Change;
  lease: Lease;
  wire: WireRequest;
  /** Where the mirror stood with the flow when the change was admitted. */
  head: FlowHead;
  /** Judges the upstream's 2xx answer, which may be about anything, and returns the flow's new state. */
  readResult: (
    answer: UpstreamAnswer,
    workspace: ConnectedWorkspace,
  ) => Promise<{ verdict: WriteVerdict; flow: FlowState | null }>;
}

/**
 * Returns the workspace with a budget that reads may overdraw by one or two requests. Without the read, an applied
 * write would be recorded as "unknown", which is worse than a request that the upstream refuses for its limit.
 */
function overdrawing(workspace: ConnectedWorkspace): ConnectedWorkspace {
  const { connection } = workspace;
  const spend = (requests: number) => connection.spend(requests, { overdraw: true });
  return { ...workspace, connection: { ...connection, spend } };
}

/**
 * Leaves a change to recovery. This process sends nothing for it any more, so its lease ends here; the time in which the
 * write may still arrive counts from now.
 */
async function leavePending({ change }: Attempt, report: UpstreamReport): Promise<Answer> {
  await prepared().$queryRaw`
    UPDATE "Change" SET "leaseUntil" = now(), "checkAt" = now(), "upstreamStatus" = ${report.status}::int,
        "upstreamError" = ${report.error}::text, "durationMs" = ${report.durationMs}::int
    WHERE "id" = ${change.id}::uuid AND "state" = 'pending'`;
  recoverSoon();
  return problemAnswer(outcomeUnknown(change.id), change.request.id);
}

/**
 * Whether the upstream itself says that it is done with the request. Behind a gateway's error, or an answer that can't
 * be read, the upstream may still be at work: then "unchanged" needs a second check.
 */
function isFinalAnswer(error: UpstreamError): boolean {
  return error.kind === "failed" && ![502, 503].includes(error.status ?? 0);
}

/** Reads the flow after an answer that doesn't say whether the write was applied (5xx, nonsense), and settles by it. */
async function checkAtOnce(
  workspace: ConnectedWorkspace,
  attempt: Attempt,
  error: UpstreamError,
  report: UpstreamReport,
): Promise<Answer> {
  const { change } = attempt;
  try {
    let found = await checkUpstream(overdrawing(workspace), change);
    if (found.verdict === "not_applied" && !isFinalAnswer(error)) {
      await pause(SECOND_CHECK_MS);
      found = await checkUpstream(overdrawing(workspace), change);
    }
    if (found.verdict === "applied") {
      return await settleChange(change, { state: "succeeded", flow: found.flow, report });
    }
    if (found.verdict === "not_applied") {
      const problem = problemOfUpstream(error);
      return await settleChange(change, { state: "failed", problem, report, mayArrive: true });
    }
  } catch (problem) {
    if (!(problem instanceof UpstreamError)) throw problem;
  }
  return await leavePending(attempt, report);
}

async function afterFailure(
  workspace: ConnectedWorkspace,
  attempt: Attempt,
  error: UpstreamError,
  durationMs: number,
): Promise<Answer> {
  const report = { status: error.status, durationMs, error: error.message };
  switch (error.kind) {
    case "cut":
    case "timeout":
      return await leavePending(attempt, report);
    case "failed":
    case "invalid":
      // A gateway that gave the upstream up says what a time-out of ours would: nothing.
      return error.status === 504
        ? await leavePending(attempt, report)
        : await checkAtOnce(workspace, attempt, error, report);
    default: {
      // The upstream did nothing: it refused the request, or the request did not leave (no connection, no budget).
      const repeatable = !error.sent || error.kind === "rate_limited";
      const problem = problemOfUpstream(error);
      return await settleChange(attempt.change, { state: "failed", problem, report, repeatable });
    }
  }
}

/**
 * Autopilot can only be flipped (upstream quirk Q2). If somebody else flipped it between our read and our write, it is
 * now the wrong way round, and the change must not be recorded as a success.
 */
function autopilotProblem({ change }: Attempt, now: FlowState): Problem | null {
  const { expected, patchPaths } = change;
  if (!patchPaths.includes("/autopilot") || now.stored.autopilot === expected?.autopilot) return null;
  return new Problem(
    "upstream_invalid",
    `Autopilot is ${now.stored.autopilot ? "on" : "off"} now: someone switched it at the same moment. Load the flow again`,
  );
}

/** The upstream answered with success, and its state shows that nothing came of it. */
function emptySuccess(): Problem {
  return new Problem(
    "upstream_invalid",
    "Trillet answered with success, but it does not show the change. Load the flow again before you repeat it",
  );
}

/** Settles by a 2xx answer. Its status alone proves nothing. */
async function afterAnswer(
  workspace: ConnectedWorkspace,
  attempt: Attempt,
  answer: UpstreamAnswer,
): Promise<Answer> {
  const { change, head } = attempt;
  const report = { status: answer.status, durationMs: answer.durationMs, error: null };
  try {
    const { verdict, flow } = await attempt.readResult(answer, overdrawing(workspace));
    if (verdict === "not_applied") {
      return await settleChange(change, {
        state: "failed",
        problem: emptySuccess(),
        report,
        mayArrive: true,
      });
    }
    if (verdict === "unclear" || flow === null) {
      return await settleChange(change, { state: "unknown", report });
    }
    const problem = autopilotProblem(attempt, flow);
    return problem
      ? await settleChange(change, { state: "failed", problem, report, flow }, {}, head)
      : await settleChange(change, { state: "succeeded", flow, report }, {}, head);
  } catch (error) {
    // The write was accepted, but its result can't be read now. Recovery reads it later.
    if (!(error instanceof UpstreamError)) throw error;
    return await leavePending(attempt, { ...report, error: error.message });
  }
}

async function exchange(workspace: ConnectedWorkspace, attempt: Attempt): Promise<Answer> {
  const started = performance.now();
  let answer: UpstreamAnswer;
  try {
    answer = await writeFlow(workspace.connection, attempt.wire, attempt.lease.mayStillSend);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return await afterFailure(workspace, attempt, error, Math.round(performance.now() - started));
  }
  return await afterAnswer(workspace, attempt, answer);
}

/**
 * Sends an admitted change's write, exactly once, and settles the change by the upstream's answer.
 *
 * Once the change is admitted, no failure on our side may sound like "try again". The answer is `outcome_unknown` then,
 * and recovery settles the change when it can.
 *
 * @returns the caller's answer: the new state, a problem, or `outcome_unknown`
 */
export async function sendAttempt(workspace: ConnectedWorkspace, attempt: Attempt): Promise<Answer> {
  const { change } = attempt;
  try {
    return await exchange(workspace, attempt);
  } catch (error) {
    const what = error instanceof Error ? error.stack : String(error);
    log.error({ requestId: change.request.id, changeId: change.id, error: what });
    recoverSoon();
    return problemAnswer(outcomeUnknown(change.id), change.request.id);
  }
}
