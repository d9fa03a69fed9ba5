import "server-only";
import type { AuditFieldChange } from "@/lib/audit/event";
import { flowChanges } from "@/lib/audit/redact/redact-changes";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { Flow, StoredFlow } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { applyFlowPatch, type FlowPatch, patchPaths } from "@/lib/flows/requests/apply-patch";
import { etagOf, type FlowState, flowState } from "@/lib/mirror/flow-state";
import { observeFlow } from "@/lib/mirror/observe-flow";
import { Problem } from "@/lib/problems/problem";
import { isCompleteAnswer } from "@/lib/upstream/answer-completeness";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { problemOfUpstream } from "@/lib/upstream/problems";
import { readFlow } from "@/lib/upstream/read-flow";
import type { UpstreamAnswer } from "@/lib/upstream/request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { describeConflicts } from "./describe-conflicts";
import type { Answer, ChangeRequest } from "./journal";
import { withLease } from "./lease";
import { sendAttempt } from "./send-attempt";
import { settleChange } from "./settle-change";
import { completePatch, updateWire } from "./write-request";

/** A failure before anything is sent settles the change as failed. */
export async function settlingProblems(
  changeId: string,
  intended: { changes: AuditFieldChange[] },
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof UpstreamError ? problemOfUpstream(error) : error;
    if (!(problem instanceof Problem)) throw error;
    const repeatable = problem.code === "upstream_unreachable" || problem.code === "upstream_budget";
    return await settleChange(changeId, {
      state: "failed",
      problem,
      report: null,
      repeatable,
      attempted: intended.changes,
    });
  }
}

/** A request to change a flow that exists: the flow, and the state that the caller saw. */
export interface ExistingFlowRequest extends ChangeRequest {
  flowId: string;
  /** The entity tags that the caller says the flow has (`If-Match`). */
  ifMatch: string[];
}

/** Works out what to write from the flow as it is now; null for nothing. */
type Plan = (current: StoredFlow) => Promise<FlowPatch | null> | FlowPatch | null;

/** The answer, and whether it is the one of an earlier request with the same key. */
export type AnsweredRequest = { answer: Answer; replayed: boolean };

/** The new state from the upstream's answer, or from reading the flow again where the answer is partial (Q28). */
async function resultOf(
  workspace: ConnectedWorkspace,
  request: ExistingFlowRequest,
  before: unknown,
  expected: Flow,
  answer: UpstreamAnswer,
): Promise<FlowState> {
  const { connection, digest } = workspace;
  if (isCompleteAnswer(answer.json, before)) {
    const flow = normaliseFlow(request.kind, answer.json, connection, expected);
    // An answer about another flow must not become a state of this one, so the flow is read instead.
    if (flow.id === request.flowId) return flowState(flow, answer.json, digest);
  }
  const { flow, raw } = await readFlow(
    connection,
    request.kind,
    request.flowId,
    expected as CallFlow & MessageFlow,
  );
  return flowState(flow, raw, digest);
}

/** Step 6: refuses an edit that was made from another state, and says what differs. */
async function guard(
  request: ExistingFlowRequest,
  now: FlowState,
  wanted: StoredFlow,
  paths: string[],
): Promise<void> {
  const currentETag = etagOf(now.contentHash);
  if (request.ifMatch.includes(currentETag)) return;
  const conflicts = await describeConflicts(request, now.stored, wanted, paths);
  throw new Problem("stale", "The flow is not in the state that If-Match names. Load it again", {
    headers: { ETag: currentETag },
    extra: { currentETag, conflicts },
  });
}

/**
 * Steps 5 to 8 of a change's life: read, guard, send, settle.
 * @param intended gets the changes of the fields, so that a refusal can be recorded with them
 */
async function carryOut(
  workspace: ConnectedWorkspace,
  request: ExistingFlowRequest,
  changeId: string,
  plan: Plan,
  intended: { changes: AuditFieldChange[] },
): Promise<Answer> {
  const now = await observeFlow(workspace, request.kind, request.flowId, changeId);
  const planned = await plan(now.stored);
  const patch = planned && completePatch(workspace, request.kind, now.stored, planned, now.raw);
  const expected = patch ? applyFlowPatch(request.kind, now.stored, patch) : now.stored;
  const masked = maskFlowSecrets(expected, workspace.digest);
  const paths = patch ? patchPaths(patch) : [];
  intended.changes = flowChanges(now.stored, masked, paths);
  await guard(request, now, masked, paths);
  const wire = patch ? updateWire(request.kind, now.stored, patch, now.raw) : null;
  // Everything is as wanted already. Autopilot, above all, must not be flipped then (Q2).
  if (wire === null) return await settleChange(changeId, { state: "succeeded", flow: now, report: null });
  return await sendAttempt(workspace, {
    changeId,
    requestId: request.request.id,
    wire,
    base: now.stored,
    expected: masked,
    patchPaths: paths,
    readResult: (answer, reading) => resultOf(reading, request, now.raw, expected, answer),
  });
}

/**
 * Carries an admitted change of a flow out, to its settled outcome.
 * @returns the answer; a failure before anything is sent is an answer too
 */
export async function carryOutChange(
  workspace: ConnectedWorkspace,
  request: ExistingFlowRequest,
  changeId: string,
  plan: Plan,
): Promise<Answer> {
  const intended: { changes: AuditFieldChange[] } = { changes: [] };
  const leased = withLease(workspace, changeId);
  return await settlingProblems(changeId, intended, () =>
    carryOut(leased, request, changeId, plan, intended),
  );
}
