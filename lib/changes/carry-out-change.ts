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
import type { ChangeRequest, StoredAnswer } from "./journal";
import { withLease } from "./lease";
import { sendWrite } from "./send-write";
import { settleChange } from "./settle-change";
import { updateWire } from "./write-request";

/** What goes wrong before anything is sent is an outcome too: the change is settled as failed with it. */
export async function settlingProblems(
  changeId: string,
  attempt: { changes: AuditFieldChange[] },
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof UpstreamError ? problemOfUpstream(error) : error;
    if (!(problem instanceof Problem)) throw error;
    const neverSent = problem.code === "upstream_unreachable" || problem.code === "upstream_budget";
    return await settleChange(changeId, {
      state: "failed",
      problem,
      report: null,
      neverSent,
      attempted: attempt.changes,
    });
  }
}

/** A change of a flow that exists: which one, and the state that it was made from. */
export interface FlowChange extends ChangeRequest {
  flowId: string;
  /** The entity tags that the caller says the flow has (`If-Match`). */
  ifMatch: string[];
}

/** Says what to write, once it is known how the flow is now; null for nothing. */
type PatchPlan = (current: StoredFlow) => Promise<FlowPatch | null> | FlowPatch | null;

export type WriteResult = { answer: StoredAnswer; replayed: boolean };

/** The new state from the upstream's answer, or from reading the flow again where the answer is partial (Q28). */
async function resultOf(
  workspace: ConnectedWorkspace,
  change: FlowChange,
  before: unknown,
  expected: Flow,
  answer: UpstreamAnswer,
): Promise<FlowState> {
  const { connection, digest } = workspace;
  if (isCompleteAnswer(answer.json, before)) {
    const flow = normaliseFlow(change.kind, answer.json, connection, expected);
    // An answer about another flow must not become a state of this one; reading tells what is true.
    if (flow.id === change.flowId) return flowState(flow, answer.json, digest);
  }
  const { flow, raw } = await readFlow(
    connection,
    change.kind,
    change.flowId,
    expected as CallFlow & MessageFlow,
  );
  return flowState(flow, raw, digest);
}

/** Step 6: an edit that was made from another state is refused, with what differs. */
async function guard(change: FlowChange, now: FlowState, wanted: StoredFlow, paths: string[]): Promise<void> {
  const currentETag = etagOf(now.contentHash);
  if (change.ifMatch.includes(currentETag)) return;
  const conflicts = await describeConflicts(change, now.stored, wanted, paths);
  throw new Problem("stale", "The flow is not in the state that If-Match names. Load it again", {
    headers: { ETag: currentETag },
    extra: { currentETag, conflicts },
  });
}

/**
 * Steps 5 to 8 of a change's life: read, guard, send, settle.
 * @param attempt is told what was going to change, so that a refusal can be recorded with it
 */
async function carryOut(
  workspace: ConnectedWorkspace,
  change: FlowChange,
  changeId: string,
  plan: PatchPlan,
  attempt: { changes: AuditFieldChange[] },
): Promise<StoredAnswer> {
  const now = await observeFlow(workspace, change.kind, change.flowId, changeId);
  const patch = await plan(now.stored);
  const expected = patch ? applyFlowPatch(change.kind, now.stored, patch) : now.stored;
  const masked = maskFlowSecrets(expected, workspace.digest);
  const paths = patch ? patchPaths(patch) : [];
  attempt.changes = flowChanges(now.stored, masked);
  await guard(change, now, masked, paths);
  const wire = patch ? updateWire(change.kind, now.stored, patch) : null;
  // Everything is as wanted already. Autopilot, above all, must not be flipped then (Q2).
  if (wire === null) return await settleChange(changeId, { state: "succeeded", flow: now, report: null });
  return await sendWrite(workspace, {
    changeId,
    requestId: change.request.id,
    wire,
    expectation: { base: now.stored, expected: masked, patchPaths: paths },
    readResult: (answer, reading) => resultOf(reading, change, now.raw, expected, answer),
  });
}

/**
 * Carries an admitted change of a flow out, to its settled outcome.
 * @returns the answer; what goes wrong before anything is sent is an answer too
 */
export async function carryOutChange(
  workspace: ConnectedWorkspace,
  change: FlowChange,
  changeId: string,
  plan: PatchPlan,
): Promise<StoredAnswer> {
  const attempt: { changes: AuditFieldChange[] } = { changes: [] };
  const leased = withLease(workspace, changeId);
  return await settlingProblems(changeId, attempt, () => carryOut(leased, change, changeId, plan, attempt));
}
