import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { StoredFlow } from "@/lib/flows/model/flow";
import { log } from "@/lib/log";
import { type FlowState, storedFlow } from "@/lib/mirror/flow-state";
import { Problem } from "@/lib/problems/problem";
import { problemOfUpstream } from "@/lib/upstream/problems";
import { type UpstreamAnswer, type WireRequest, writeFlow } from "@/lib/upstream/request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { checkUpstream, type UpstreamCheck } from "./check-upstream";
import { type Answer, changeAnswer, outcomeUnknown, problemAnswer, readChange } from "./journal";
import { releaseLease, renewLease } from "./lease";
import type { UpstreamReport } from "./record-outcome";
import { recoverSoon, SECOND_CHECK_MS } from "./recover-changes";
import { settleChange } from "./settle-change";

/**
 * Records that the write is about to be sent, and what it should lead to. From here on a crash leaves a change
 * that may have been applied; before it, one that certainly was not.
 *
 * @returns false when recovery has settled the change as never sent meanwhile: this process was too slow (a suspended
 *   machine, a database that hung). Sending the write now would make that record false.
 */
export async function markSending({
  changeId,
  wire,
  base,
  expected,
  patchPaths,
}: Omit<Attempt, "requestId" | "readResult">): Promise<boolean> {
  await renewLease(changeId);
  const { count } = await database().change.updateMany({
    where: { id: changeId, state: "pending", sentAt: null },
    data: {
      sentAt: new Date(),
      upstreamMethod: wire.method,
      upstreamPath: wire.path,
      base: base ? storedFlow.write(base) : Prisma.DbNull,
      expected: expected ? storedFlow.write(expected) : Prisma.DbNull,
      patchPaths,
    },
  });
  return count === 1;
}

/** What is sent for a change, and what it should lead to: recovery judges a lost answer by that. */
export interface Attempt {
  changeId: string;
  requestId: string;
  wire: WireRequest;
  /** The flow before the write; null for a create. */
  base: StoredFlow | null;
  /** The flow as the write intends it; null for a create. */
  expected: StoredFlow | null;
  /** JSON pointers of the fields that the write sets. */
  patchPaths: string[];
  /** Turns the upstream's 2xx answer into the flow's new state; may have to read it again. */
  readResult: (answer: UpstreamAnswer, workspace: ConnectedWorkspace) => Promise<FlowState>;
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

async function leavePending(attempt: Attempt, report: UpstreamReport): Promise<Answer> {
  const { changeId } = attempt;
  await database().change.updateMany({
    where: { id: changeId, state: "pending" },
    data: { upstreamStatus: report.status, upstreamError: report.error, durationMs: report.durationMs },
  });
  await releaseLease(changeId);
  recoverSoon();
  return problemAnswer(outcomeUnknown(changeId), attempt.requestId);
}

async function check(workspace: ConnectedWorkspace, changeId: string): Promise<UpstreamCheck> {
  const change = await database().change.findUniqueOrThrow({ where: { id: changeId } });
  return await checkUpstream(workspace, readChange(change));
}

/**
 * Whether the upstream itself says that it is done with the request. Behind a gateway's error, or an answer that can't
 * be read, the upstream may still be at work: then "unchanged" needs a second check.
 */
function isFinalAnswer(error: UpstreamError): boolean {
  return error.kind === "failed" && ![502, 503, 504].includes(error.status ?? 0);
}

/** Reads the flow after an answer that doesn't say whether the write was applied (5xx, nonsense), and settles by it. */
async function checkAtOnce(
  workspace: ConnectedWorkspace,
  attempt: Attempt,
  error: UpstreamError,
  report: UpstreamReport,
): Promise<Answer> {
  const { changeId } = attempt;
  try {
    let found = await check(overdrawing(workspace), changeId);
    if (found.verdict === "not_applied" && !isFinalAnswer(error)) {
      await pause(SECOND_CHECK_MS);
      found = await check(overdrawing(workspace), changeId);
    }
    if (found.verdict === "applied") {
      return await settleChange(changeId, { state: "succeeded", flow: found.flow, report });
    }
    if (found.verdict === "not_applied") {
      return await settleChange(changeId, { state: "failed", problem: problemOfUpstream(error), report });
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
      return await checkAtOnce(workspace, attempt, error, report);
    default: {
      // The upstream did nothing: it refused the request, or the request did not leave (no connection, no budget).
      const repeatable = !error.sent || error.kind === "rate_limited";
      const problem = problemOfUpstream(error);
      return await settleChange(attempt.changeId, { state: "failed", problem, report, repeatable });
    }
  }
}

/**
 * Autopilot can only be flipped (upstream quirk Q2). If somebody else flipped it between our read and our write, it is
 * now the wrong way round, and the change must not be recorded as a success.
 */
function autopilotProblem({ expected, patchPaths }: Attempt, now: FlowState): Problem | null {
  const wanted = expected?.autopilot;
  if (!patchPaths.includes("/autopilot") || now.stored.autopilot === wanted) return null;
  return new Problem(
    "upstream_invalid",
    `Autopilot is ${now.stored.autopilot ? "on" : "off"} now: someone switched it at the same moment. Load the flow again`,
  );
}

async function exchange(workspace: ConnectedWorkspace, attempt: Attempt): Promise<Answer> {
  const { changeId } = attempt;
  const started = performance.now();
  let answer: UpstreamAnswer;
  try {
    answer = await writeFlow(workspace.connection, attempt.wire);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return await afterFailure(workspace, attempt, error, Math.round(performance.now() - started));
  }
  const report = { status: answer.status, durationMs: answer.durationMs, error: null };
  try {
    const flow = await attempt.readResult(answer, overdrawing(workspace));
    const problem = autopilotProblem(attempt, flow);
    return problem
      ? await settleChange(changeId, { state: "failed", problem, report, flow })
      : await settleChange(changeId, { state: "succeeded", flow, report });
  } catch (error) {
    // The write was accepted, but its result can't be read now. Recovery reads it later.
    if (!(error instanceof UpstreamError)) throw error;
    return await leavePending(attempt, { ...report, error: error.message });
  }
}

/**
 * Sends a change's write, exactly once, and settles the change by the upstream's answer.
 *
 * Once the write is marked as sent, no failure on our side may sound like "try again". The answer is `outcome_unknown`
 * then, and recovery settles the change when it can.
 *
 * @param workspace connected with the change's lease (`withLease`)
 * @returns the caller's answer: the new state, a problem, or `outcome_unknown`
 */
export async function sendAttempt(workspace: ConnectedWorkspace, attempt: Attempt): Promise<Answer> {
  const { changeId, requestId } = attempt;
  if (!(await markSending(attempt))) {
    const change = await database().change.findUniqueOrThrow({ where: { id: changeId } });
    return changeAnswer.readOrNull(change.answer) ?? problemAnswer(outcomeUnknown(changeId), requestId);
  }
  try {
    return await exchange(workspace, attempt);
  } catch (error) {
    log.error({ requestId, changeId, error: error instanceof Error ? error.stack : String(error) });
    await releaseLease(changeId).catch(() => {});
    recoverSoon();
    return problemAnswer(outcomeUnknown(changeId), requestId);
  }
}
