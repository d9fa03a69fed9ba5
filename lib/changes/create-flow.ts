import "server-only";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { fillFromRequest } from "@/lib/flows/requests/new-flow";
import { type FlowState, flowState } from "@/lib/mirror/flow-state";
import { isCompleteCreateAnswer } from "@/lib/upstream/answer-completeness";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { readFlow } from "@/lib/upstream/read-flow";
import type { UpstreamAnswer } from "@/lib/upstream/request";
import { type ConnectedWorkspace, connectWorkspace, writing } from "@/lib/workspaces/connect";
import { admitChange } from "./admit-change";
import { type AnsweredRequest, settlingProblems } from "./carry-out-change";
import type { Answer, ChangeRequest } from "./journal";
import { withLease } from "./lease";
import { sendAttempt } from "./send-attempt";
import { createWire, maskedBody, requestDigest } from "./write-request";

interface CreateRequest extends ChangeRequest {
  body: CreateFlow;
}

/** The new flow from the upstream's answer; it is read again where the answer lacks documented fields (quirk Q28). */
async function resultOf(
  workspace: ConnectedWorkspace,
  kind: FlowKind,
  body: CreateFlow,
  answer: UpstreamAnswer,
): Promise<FlowState> {
  const { connection, digest } = workspace;
  const answered = normaliseFlow(kind, answer.json, connection);
  if (isCompleteCreateAnswer(kind, answer.json)) {
    return flowState(fillFromRequest(answered, body), answer.json, digest);
  }
  const { flow, raw } = await readFlow(connection, kind, answered.id);
  return flowState(fillFromRequest(flow, body), raw, digest);
}

/**
 * Carries an admitted create out, to its settled outcome.
 * @param plan returns the body to create; a Problem that it throws settles the change, with nothing sent
 */
export async function carryOutCreate(
  workspace: ConnectedWorkspace,
  create: ChangeRequest,
  changeId: string,
  plan: (workspace: ConnectedWorkspace) => Promise<CreateFlow> | CreateFlow,
): Promise<Answer> {
  const leased = withLease(workspace, changeId);
  return await settlingProblems(changeId, { changes: [] }, async () => {
    const body = await plan(leased);
    return await sendAttempt(leased, {
      changeId,
      requestId: create.request.id,
      wire: createWire(create.kind, body),
      base: null,
      expected: null,
      patchPaths: [],
      readResult: (answer, reading) => resultOf(reading, create.kind, body, answer),
    });
  });
}

/**
 * Creates a flow upstream. As `updateFlow`, but there is no state to read and guard first.
 * @throws Problem when the request is refused before it becomes a change
 */
export async function createFlow(create: CreateRequest): Promise<AnsweredRequest> {
  const workspace = await connectWorkspace(create.workspaceId, writing(create.actor.id, 1));
  const { change, earlier } = await admitChange(create, {
    verb: "create",
    flowId: null,
    flowName: create.body.name,
    intent: maskedBody(create.body),
    requestDigest: requestDigest(workspace, ["POST", create.kind, create.body]),
  });
  if (!change) return { answer: earlier, replayed: true };
  const answer = await carryOutCreate(workspace, create, change.id, () => create.body);
  return { answer, replayed: false };
}
