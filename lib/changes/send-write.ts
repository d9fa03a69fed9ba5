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
import { changeAnswer, outcomeUnknown, problemAnswer, readChange, type StoredAnswer } from "./journal";
import { releaseLease, renewLease } from "./lease";
import { type Look, lookUpstream } from "./look-upstream";
import { recoverSoon, SECOND_LOOK_MS } from "./recover-changes";
import { settleChange, type WriteReport } from "./settle-change";

/** What recovery needs in order to tell later whether the write was applied. */
interface Expectation {
  base: StoredFlow | null;
  expected: StoredFlow | null;
  patchPaths: string[];
}

/**
 * Writes down that the write is about to be sent, and what it should lead to. From here on a crash leaves a change
 * that may have been applied; before it, one that certainly was not.
 *
 * @returns false when the change is not ours to send any more: this process was so slow (a suspended machine, a
 *   database that hung) that recovery has settled it as never sent. Sending it now would make that a lie.
 */
export async function markSending(
  changeId: string,
  wire: WireRequest,
  expectation: Expectation,
): Promise<boolean> {
  await renewLease(changeId);
  const { count } = await database().change.updateMany({
    where: { id: changeId, state: "pending", sentAt: null },
    data: {
      sentAt: new Date(),
      upstreamMethod: wire.method,
      upstreamPath: wire.path,
      base: expectation.base ? storedFlow.write(expectation.base) : Prisma.DbNull,
      expected: expectation.expected ? storedFlow.write(expectation.expected) : Prisma.DbNull,
      patchPaths: expectation.patchPaths,
    },
  });
  return count === 1;
}

export interface Write {
  changeId: string;
  requestId: string;
  wire: WireRequest;
  expectation: Expectation;
  /** Turns the upstream's 2xx answer into the flow's new state; may have to read it again. */
  readResult: (answer: UpstreamAnswer, workspace: ConnectedWorkspace) => Promise<FlowState>;
}

/**
 * The workspace for reading what a sent write came to. That may overdraw the request budget by a read or two: the
 * budget is there so that the upstream doesn't refuse us, and an applied write told as "unknown" is worse than that.
 */
function overdrawing(workspace: ConnectedWorkspace): ConnectedWorkspace {
  const { connection } = workspace;
  const spend = async (requests: number) => {
    await connection.spend(requests).catch((error: unknown) => {
      if (!(error instanceof UpstreamError) || error.kind !== "rate_limited") throw error;
    });
  };
  return { ...workspace, connection: { ...connection, spend } };
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

async function look(workspace: ConnectedWorkspace, changeId: string): Promise<Look> {
  const change = await database().change.findUniqueOrThrow({ where: { id: changeId } });
  return await lookUpstream(workspace, readChange(change));
}

/**
 * Whether the upstream itself says that it is done with the request. A gateway's error, or an answer that can't be
 * read, may stand before an upstream that is still at work: then "unchanged" needs a second look.
 */
function isFinalAnswer(error: UpstreamError): boolean {
  return error.kind === "failed" && ![502, 503, 504].includes(error.status ?? 0);
}

/** After an answer that doesn't say whether the write was applied (5xx, nonsense): ask, and say what is true. */
async function lookAtOnce(
  workspace: ConnectedWorkspace,
  write: Write,
  error: UpstreamError,
  report: WriteReport,
): Promise<StoredAnswer> {
  const { changeId } = write;
  try {
    let seen = await look(overdrawing(workspace), changeId);
    if (seen.verdict === "not_applied" && !isFinalAnswer(error)) {
      await pause(SECOND_LOOK_MS);
      seen = await look(overdrawing(workspace), changeId);
    }
    if (seen.verdict === "applied") {
      return await settleChange(changeId, { state: "succeeded", flow: seen.flow, report });
    }
    if (seen.verdict === "not_applied") {
      return await settleChange(changeId, { state: "failed", problem: problemOfUpstream(error), report });
    }
  } catch (problem) {
    if (!(problem instanceof UpstreamError)) throw problem;
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
  switch (error.kind) {
    case "cut":
    case "timeout":
      return await leavePending(write, report);
    case "failed":
    case "invalid":
      return await lookAtOnce(workspace, write, error, report);
    default: {
      // Refused before anything was done: by the network, the budget, or the upstream itself.
      const neverSent = !error.sent || error.kind === "rate_limited";
      const problem = problemOfUpstream(error);
      return await settleChange(write.changeId, { state: "failed", problem, report, neverSent });
    }
  }
}

/**
 * Autopilot can only be flipped (upstream quirk Q2): if somebody else flipped it between our look and our write, it
 * now stands the wrong way, and that must not be told as a success.
 */
function autopilotProblem({ expectation }: Write, now: FlowState): Problem | null {
  const wanted = expectation.expected?.autopilot;
  if (!expectation.patchPaths.includes("/autopilot") || now.stored.autopilot === wanted) return null;
  return new Problem(
    "upstream_invalid",
    `Autopilot is ${now.stored.autopilot ? "on" : "off"} now: someone switched it at the same moment. Load the flow again`,
  );
}

async function exchange(workspace: ConnectedWorkspace, write: Write): Promise<StoredAnswer> {
  const { changeId } = write;
  const started = performance.now();
  let answer: UpstreamAnswer;
  try {
    answer = await writeFlow(workspace.connection, write.wire);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return await afterFailure(workspace, write, error, Math.round(performance.now() - started));
  }
  const report = { status: answer.status, durationMs: answer.durationMs, error: null };
  try {
    const flow = await write.readResult(answer, overdrawing(workspace));
    const problem = autopilotProblem(write, flow);
    return problem
      ? await settleChange(changeId, { state: "failed", problem, report, flow })
      : await settleChange(changeId, { state: "succeeded", flow, report });
  } catch (error) {
    // The write was accepted, but what it led to can't be read now: recovery will.
    if (!(error instanceof UpstreamError)) throw error;
    return await leavePending(write, { ...report, error: error.message });
  }
}

/**
 * Sends one write, exactly once, and settles the change by what comes of it.
 *
 * Once the write is marked as sent, nothing that goes wrong on our side may sound like "try again": the answer is
 * `outcome_unknown` then, and recovery settles the change when it can.
 *
 * @param workspace connected with the change's lease (`withLease`)
 * @returns the caller's answer: the new state, a problem, or `outcome_unknown`
 */
export async function sendWrite(workspace: ConnectedWorkspace, write: Write): Promise<StoredAnswer> {
  const { changeId, requestId } = write;
  if (!(await markSending(changeId, write.wire, write.expectation))) {
    const change = await database().change.findUniqueOrThrow({ where: { id: changeId } });
    return changeAnswer.readOrNull(change.answer) ?? problemAnswer(outcomeUnknown(changeId), requestId);
  }
  try {
    return await exchange(workspace, write);
  } catch (error) {
    log.error({ requestId, changeId, error: error instanceof Error ? error.stack : String(error) });
    await releaseLease(changeId).catch(() => {});
    recoverSoon();
    return problemAnswer(outcomeUnknown(changeId), requestId);
  }
}
