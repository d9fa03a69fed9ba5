import "server-only";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { NO_HEAD } from "@/lib/mirror/store-state";
import { isCompleteCreateAnswer } from "@/lib/upstream/answer-completeness";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { readFlow } from "@/lib/upstream/read-flow";
import type { UpstreamAnswer } from "@/lib/upstream/request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { type ConnectedWorkspace, writing } from "@/lib/workspaces/connect";
import { endUnsent, NO_EXPECTATION, newChange, type RequestedChange } from "./admit-change";
import { type AnsweredRequest, refusalOf } from "./carry-out-change";
import { checkUpstream, judgeCreated } from "./check-upstream";
import type { Answer, Change, ChangeRequest } from "./journal";
import { startLease } from "./lease";
import { earlierAnswer, readScene, type Scene, stillRunning } from "./scene";
import { type Attempt, sendAttempt } from "./send-attempt";
import { admitOrWithdraw } from "./withdraw-change";
import { createWire, maskedBody, requestDigest } from "./write-request";

interface CreateRequest extends ChangeRequest {
  body: CreateFlow;
}

/** The flow that an answer is about; null for an answer that is no flow of this workspace. */
async function answeredFlow(workspace: ConnectedWorkspace, kind: FlowKind, { json }: UpstreamAnswer) {
  const { connection } = workspace;
  try {
    const answered = normaliseFlow(kind, json, connection);
    if (isCompleteCreateAnswer(kind, json)) return { flow: answered, raw: json };
    // The flow is read again where the answer lacks documented fields (quirk Q28).
    return await readFlow(connection, kind, answered.id);
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === "invalid") return null;
    throw error;
  }
}

/** Judges the answer to a create, which may name a flow that was there before. Then the list shows whether one was made. */
function resultReader(change: Change): Attempt["readResult"] {
  return async (answer, workspace) => {
    const answered = await answeredFlow(workspace, change.kind, answer);
    if (answered) {
      const check = await judgeCreated(workspace, change, answered, "answered");
      if (check.verdict === "applied") return check;
    }
    const found = await checkUpstream(workspace, change);
    return found.verdict === "applied" ? found : { verdict: found.verdict, flow: null };
  };
}

/** A create whose body is known, and what the journal keeps of it. */
interface PlannedCreate {
  body: CreateFlow;
  intent: unknown;
}

/** The part of a request that depends on what it is: a create or a copy. */
export interface NewFlowChange {
  requestDigest: string;
  /** The name and the intent of a request that is refused before its body is known. */
  flowName: string;
  intent: unknown;
  plan: (workspace: ConnectedWorkspace) => Promise<PlannedCreate> | PlannedCreate;
}

async function run(request: ChangeRequest, scene: Scene, what: NewFlowChange): Promise<Answer | null> {
  const { workspace } = scene;
  const requested: RequestedChange = { ...what, verb: "create", flowId: null };
  let planned: PlannedCreate;
  try {
    // Before the change is admitted: its lease must not run out while it waits for the budget.
    await workspace.connection.book();
    planned = await what.plan(workspace);
  } catch (error) {
    return await endUnsent(newChange(request, requested, NO_EXPECTATION, null), refusalOf(error), null);
  }
  const { body, intent } = planned;
  const wire = createWire(request.kind, body);
  const entry = newChange(request, { ...requested, intent, flowName: body.name }, NO_EXPECTATION, wire);
  const lease = startLease();
  const change = await admitOrWithdraw(scene, entry, null);
  if (!change) return null;
  const readResult = resultReader(change);
  return await sendAttempt(workspace, { change, lease, wire, head: NO_HEAD, readResult });
}

/**
 * Carries a request for a new flow out, to its settled outcome. As `carryOutChange`, but there is no state to read and
 * guard first.
 * @throws Problem when the request is refused before it becomes a change
 */
export async function carryOutCreate(
  request: ChangeRequest,
  prepare: (scene: Scene) => NewFlowChange,
): Promise<AnsweredRequest> {
  const { workspaceId, kind, actor, idempotencyKey } = request;
  const write = { actorId: actor.id, idempotencyKey };
  const purpose = writing(actor.id, 1);
  for (let round = 0; round < 2; round++) {
    const of = { workspaceId, kind, flowId: null, write, purpose };
    const scene = await readScene(of, round === 0 ? request.scene : undefined);
    const what = prepare(scene);
    const earlier = earlierAnswer(scene, what.requestDigest);
    if (earlier) return { answer: earlier, replayed: true };
    const answer = await run(request, scene, what);
    if (answer) return { answer, replayed: false };
  }
  throw stillRunning();
}

/**
 * Creates a flow upstream.
 * @throws Problem when the request is refused before it becomes a change
 */
export async function createFlow({ body, ...request }: CreateRequest): Promise<AnsweredRequest> {
  const intent = maskedBody(body);
  return await carryOutCreate(request, ({ workspace }) => ({
    requestDigest: requestDigest(workspace, ["POST", request.kind, body]),
    flowName: body.name,
    intent,
    plan: () => ({ body, intent }),
  }));
}
