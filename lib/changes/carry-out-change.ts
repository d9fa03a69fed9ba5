import "server-only";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import type { StoredFlow } from "@/lib/flows/model/flow";
import { applyFlowPatch, type FlowPatch, patchPaths } from "@/lib/flows/requests/apply-patch";
import { etagOf, flowState } from "@/lib/mirror/flow-state";
import { Problem } from "@/lib/problems/problem";
import { isCompleteAnswer } from "@/lib/upstream/answer-completeness";
import { overOneConnection } from "@/lib/upstream/http-request";
import { judgeAnswer, showsBefore } from "@/lib/upstream/judge-write";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { problemOfUpstream } from "@/lib/upstream/problems";
import { flowIdOf } from "@/lib/upstream/raw-fields";
import { readFlow } from "@/lib/upstream/read-flow";
import type { UpstreamAnswer, WireRequest } from "@/lib/upstream/request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { type ConnectedWorkspace, writing } from "@/lib/workspaces/connect";
import { type Expectation, endUnsent, NO_EXPECTATION, newChange, type RequestedChange } from "./admit-change";
import { describeConflicts } from "./describe-conflicts";
import type { Answer, Change, ChangeRequest } from "./journal";
import { startLease } from "./lease";
import { type ObservedFlow, observe } from "./observe-flow";
import type { Outcome } from "./record-outcome";
import { earlierAnswer, readScene, refuseBusyFlow, type Scene } from "./scene";
import { type Attempt, sendAttempt } from "./send-attempt";
import { admitOrWithdraw } from "./withdraw-change";
import { completePatch, updateWire } from "./write-request";

/** A request to change a flow that exists: the flow, and the state that the caller saw. */
export interface ExistingFlowRequest extends ChangeRequest {
  flowId: string;
  /** The entity tags that the caller says the flow has (`If-Match`). */
  ifMatch: string[];
}

/** What to write, worked out from the flow as it is now. */
interface Plan {
  /** Null for nothing. */
  patch: FlowPatch | null;
  /** The parsed body or what else the journal keeps of the request, secrets masked. */
  intent: unknown;
}

/** The part of a request that depends on what it is: an update or a restore. */
export interface ExistingFlowChange {
  verb: "update" | "restore";
  requestDigest: string;
  /** The intent of a request that is refused before it could be planned. */
  intent: unknown;
  /** @param isSeen whether that is a state that `If-Match` names. If not, the request is refused, whatever the plan is. */
  plan: (current: StoredFlow, isSeen: boolean) => Plan;
}

/** The answer, and whether it is the one of an earlier request with the same key. */
export type AnsweredRequest = { answer: Answer; replayed: boolean };

/** The problem that a failure before anything is sent comes to, and whether the same request may simply come again. */
export function refusalOf(error: unknown): Extract<Outcome, { state: "failed" }> {
  const problem = error instanceof UpstreamError ? problemOfUpstream(error) : error;
  if (!(problem instanceof Problem)) throw error;
  const repeatable = problem.code === "upstream_unreachable" || problem.code === "upstream_budget";
  return { state: "failed", problem, report: null, repeatable };
}

/**
 * Judges a 2xx answer, and returns the flow's new state: from the answer, or from reading the flow again where the answer
 * is partial (quirk Q28), about another flow, or shows nothing of the change.
 */
function resultReader(now: ObservedFlow, expected: StoredFlow, change: Change): Attempt["readResult"] {
  const { kind, base, patchPaths } = change;
  const judged = ({ connection, digest }: ConnectedWorkspace, raw: unknown, isComplete: boolean) => {
    const filled = normaliseFlow(kind, raw, connection, expected);
    const flow = flowState(filled, raw, digest);
    if (!base) return { verdict: "unclear" as const, flow };
    const write = { base, expected, patchPaths };
    // Hardly any answer shows something as before. Of a complete one, only what no answer shows was filled in, and that
    // with what was intended: where nothing is as before then, nothing is so without it.
    const suffices = isComplete && !showsBefore({ ...write, actual: filled });
    const actual = suffices ? filled : normaliseFlow(kind, raw, connection);
    return { verdict: judgeAnswer({ ...write, actual }), flow };
  };
  return async ({ json }: UpstreamAnswer, workspace) => {
    if (isCompleteAnswer(json, now.raw) && isAbout(change, json, workspace)) {
      const result = judged(workspace, json, true);
      if (result.verdict === "applied") return result;
    }
    const { raw } = await readFlow(workspace.connection, kind, now.stored.id);
    return judged(workspace, raw, false);
  };
}

/** Whether an answer is the flow that was written; anything else says nothing about it. */
function isAbout({ flowUpstreamId }: Change, json: unknown, { connection }: ConnectedWorkspace): boolean {
  try {
    return flowIdOf(json, connection) === flowUpstreamId;
  } catch (error) {
    if (error instanceof UpstreamError) return false;
    throw error;
  }
}

/** Refuses an edit that was made from another state, and says what differs. */
async function guard(
  request: ExistingFlowRequest,
  now: ObservedFlow,
  { expected, patchPaths: paths }: Expectation,
): Promise<void> {
  const currentETag = etagOf(now.contentHash);
  if (request.ifMatch.includes(currentETag)) return;
  const conflicts = await describeConflicts(request, now.stored, expected ?? now.stored, paths);
  throw new Problem("stale", "The flow is not in the state that If-Match names. Load it again", {
    headers: { ETag: currentETag },
    extra: { currentETag, conflicts },
  });
}

/** One round of a request: what it found, and what it is to lead to. It grows while the request is worked out. */
class Round {
  private expectation: Expectation = NO_EXPECTATION;
  private intent: unknown;

  constructor(
    private readonly request: ExistingFlowRequest,
    private readonly what: ExistingFlowChange,
    private readonly scene: Scene,
  ) {
    this.intent = what.intent;
  }

  private change(wire: WireRequest | null): Change {
    const { verb, requestDigest } = this.what;
    const { flowId } = this.request;
    const requested: RequestedChange = {
      verb,
      requestDigest,
      flowId,
      flowName: this.scene.last?.stored.name ?? this.expectation.base?.name ?? flowId,
      intent: this.intent,
    };
    return newChange(this.request, requested, this.expectation, wire);
  }

  /** Works out what the request comes to, from a state of the flow. */
  private expect(
    current: StoredFlow,
    revision: number | null,
    raw: unknown,
    contentHash: string,
  ): FlowPatch | null {
    const isSeen = this.request.ifMatch.includes(etagOf(contentHash));
    const { patch, intent } = this.what.plan(current, isSeen);
    this.intent = intent;
    this.expectPatch(current, revision, patch);
    if (patch === null) return null;
    const complete = completePatch(this.scene.workspace, this.request.kind, current, patch, raw);
    if (complete !== patch) this.expectPatch(current, revision, complete);
    return complete;
  }

  private expectPatch(current: StoredFlow, revision: number | null, patch: FlowPatch | null): void {
    const intended = patch ? applyFlowPatch(this.request.kind, current, patch) : current;
    this.expectation = {
      base: current,
      baseRevision: revision,
      expected: maskFlowSecrets(intended, this.scene.workspace.digest),
      patchPaths: patch ? patchPaths(patch) : [],
    };
  }

  /** Records that the request was refused, with what it would have changed as far as that is known. */
  private async refuse(error: unknown): Promise<Answer | null> {
    const outcome = refusalOf(error);
    const { last } = this.scene;
    if (this.expectation.base === null && last) {
      try {
        this.expect(last.stored, last.number, null, last.contentHash);
      } catch (unplanned) {
        // The problem that is recorded says more than that the request doesn't fit an older state either.
        if (!(unplanned instanceof Problem)) throw unplanned;
      }
    }
    return await endUnsent(this.change(null), outcome, null);
  }

  /**
   * Reads, guards, admits, sends, settles.
   * @returns null when the request must be worked out anew: another change came between the read and the admission
   */
  async run(workspace: ConnectedWorkspace): Promise<Answer | null> {
    const { request, scene } = this;
    let now: ObservedFlow;
    let wire: WireRequest | null;
    try {
      now = await observe({ ...scene, workspace }, request.request);
      const patch = this.expect(now.stored, now.revision, now.raw, now.contentHash);
      await guard(request, now, this.expectation);
      wire = patch ? updateWire(request.kind, now.stored, patch, now.raw) : null;
    } catch (error) {
      return await this.refuse(error);
    }
    const planned = this.change(wire);
    // Everything is as wanted already. Autopilot, above all, must not be flipped then (Q2).
    if (wire === null) {
      return await endUnsent(planned, { state: "succeeded", flow: now, report: null }, now.revision);
    }
    const lease = startLease();
    const change = await admitOrWithdraw(scene, planned, now);
    if (!change || !planned.expected) return null;
    const readResult = resultReader(now, planned.expected, change);
    return await sendAttempt(workspace, { change, lease, wire, head: now.head, readResult });
  }
}

/** After that many changes by others within one request, the caller should see the flow again. */
const MOST_ROUNDS = 3;

/**
 * Carries a request to change a flow out, from reading what is known to its settled outcome.
 *
 * @returns the answer; a failure before anything is sent is an answer too
 * @throws Problem when the request is refused before it becomes a change: a key in use, a flow that is being changed
 */
export async function carryOutChange(
  request: ExistingFlowRequest,
  prepare: (scene: Scene) => ExistingFlowChange,
): Promise<AnsweredRequest> {
  const { workspaceId, kind, flowId, actor, idempotencyKey } = request;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const write = { actorId: actor.id, idempotencyKey };
    const of = { workspaceId, kind, flowId, write, purpose: writing(actor.id, 2) };
    const scene = await readScene(of, round === 0 ? request.scene : undefined);
    const what = prepare(scene);
    const earlier = earlierAnswer(scene, what.requestDigest);
    if (earlier) return { answer: earlier, replayed: true };
    refuseBusyFlow(scene);
    const answer = await overOneConnection(scene.workspace.connection, (connection) =>
      new Round(request, what, scene).run({ ...scene.workspace, connection }),
    );
    if (answer) return { answer, replayed: false };
  }
  throw new Problem(
    "change_in_progress",
    "This flow is being changed very often right now. Try again shortly",
    { headers: { "Retry-After": "2" } },
  );
}
