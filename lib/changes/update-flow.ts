import "server-only";
import { applyFlowPatch } from "@/lib/flows/apply-patch";
import type { CallFlow } from "@/lib/flows/call-flow";
import type { Flow } from "@/lib/flows/flow";
import type { FlowPatch } from "@/lib/flows/flow-patch";
import type { MessageFlow } from "@/lib/flows/message-flow";
import { patchPaths } from "@/lib/flows/patch-paths";
import { maskFlowSecrets } from "@/lib/flows/secret-values";
import type { CallFlowPatch } from "@/lib/flows/update-call-flow";
import type { MessageFlowPatch } from "@/lib/flows/update-message-flow";
import { etagOf, type FlowState, flowState } from "@/lib/mirror/flow-state";
import { lastRevision } from "@/lib/mirror/last-revision";
import { observeFlow } from "@/lib/mirror/observe-flow";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { isCompleteAnswer } from "@/lib/upstream/answer-completeness";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { PatchNotPossible } from "@/lib/upstream/patch-not-possible";
import { readFlow } from "@/lib/upstream/read-flow";
import { updateCallFlowWire } from "@/lib/upstream/update-call-flow-wire";
import { updateMessageFlowWire } from "@/lib/upstream/update-message-flow-wire";
import type { UpstreamAnswer } from "@/lib/upstream/upstream-answer";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { problemOfUpstream } from "@/lib/upstream/upstream-problem";
import type { WireRequest } from "@/lib/upstream/wire-request";
import { type ConnectedWorkspace, connectWorkspace } from "@/lib/workspaces/connect";
import { admitChange } from "./admit-change";
import type { ChangeRequest } from "./change-request";
import { describeConflicts } from "./describe-conflicts";
import { maskedBody, requestDigest } from "./request-digest";
import { sendWrite } from "./send-write";
import { settleChange } from "./settle-change";
import type { StoredAnswer } from "./stored-answer";

export interface UpdateFlow extends ChangeRequest {
  flowId: string;
  /** The entity tags that the caller says the flow has (`If-Match`). */
  ifMatch: string[];
  patch: FlowPatch;
}

export type WriteResult = { answer: StoredAnswer; replayed: boolean };

function wireFor(base: Flow, update: UpdateFlow): WireRequest | null {
  try {
    return update.kind === "call_flow"
      ? updateCallFlowWire(base as CallFlow, update.patch as CallFlowPatch)
      : updateMessageFlowWire(base as MessageFlow, update.patch as MessageFlowPatch);
  } catch (error) {
    if (!(error instanceof PatchNotPossible)) throw error;
    throw invalidBody([{ path: error.path, message: error.message }]);
  }
}

/** The new state from the upstream's answer, or from reading the flow again where the answer is partial (Q28). */
async function resultOf(
  workspace: ConnectedWorkspace,
  update: UpdateFlow,
  before: unknown,
  expected: Flow,
  answer: UpstreamAnswer,
): Promise<FlowState> {
  const { connection, digest } = workspace;
  if (isCompleteAnswer(answer.json, before)) {
    const flow = normaliseFlow(update.kind, answer.json, connection, expected);
    return flowState(flow, answer.json, digest);
  }
  const { flow, raw } = await readFlow(
    connection,
    update.kind,
    update.flowId,
    expected as CallFlow & MessageFlow,
  );
  return flowState(flow, raw, digest);
}

/** Steps 5 to 8 of a change's life: read, guard, send, settle. */
async function carryOut(
  workspace: ConnectedWorkspace,
  update: UpdateFlow,
  changeId: string,
): Promise<StoredAnswer> {
  const now = await observeFlow(workspace, update.kind, update.flowId, changeId);
  const base: Flow = now.stored;
  const expected = applyFlowPatch(update.kind, base, update.patch);
  const masked = maskFlowSecrets(expected, workspace.digest);
  const paths = patchPaths(update.patch);
  const currentETag = etagOf(now.contentHash);
  if (!update.ifMatch.includes(currentETag)) {
    const conflicts = await describeConflicts(update, now.stored, masked, paths);
    throw new Problem("stale", "The flow is not in the state that If-Match names. Load it again", {
      headers: { ETag: currentETag },
      extra: { currentETag, conflicts },
    });
  }
  const wire = wireFor(base, update);
  // Autopilot is as wanted already, and nothing else was asked for: flipping it would be wrong (Q2).
  if (wire === null) return await settleChange(changeId, { state: "succeeded", flow: now, report: null });
  return await sendWrite(workspace, {
    changeId,
    requestId: update.request.id,
    wire,
    expectation: { base: now.stored, expected: masked, patchPaths: paths },
    readResult: (answer) => resultOf(workspace, update, now.raw, expected, answer),
  });
}

/**
 * Changes a flow upstream: the whole life of a change, from the durable intent to the settled outcome.
 *
 * @returns the answer, and whether it was given before to the same request
 * @throws Problem when the request is refused before it becomes a change (a key in use, a flow that is being changed)
 */
export async function updateFlow(update: UpdateFlow): Promise<WriteResult> {
  const workspace = await connectWorkspace(update.workspaceId);
  const known = await lastRevision(update.workspaceId, update.kind, update.flowId);
  const admission = await admitChange(update, {
    verb: "update",
    flowId: update.flowId,
    flowName: known?.stored.name ?? update.flowId,
    intent: maskedBody(update.patch),
    requestDigest: requestDigest(workspace, [
      "PATCH",
      update.kind,
      update.flowId,
      update.ifMatch,
      update.patch,
    ]),
  });
  if (!admission.admitted) return { answer: admission.replay, replayed: true };
  const { id } = admission.change;
  return { answer: await settlingProblems(id, () => carryOut(workspace, update, id)), replayed: false };
}

/** What goes wrong before anything is sent is an outcome too: the change is settled as failed with it. */
export async function settlingProblems(
  changeId: string,
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof UpstreamError ? problemOfUpstream(error) : error;
    if (!(problem instanceof Problem)) throw error;
    const neverSent = problem.code === "upstream_unreachable" || problem.code === "upstream_budget";
    return await settleChange(changeId, { state: "failed", problem, report: null, neverSent });
  }
}
