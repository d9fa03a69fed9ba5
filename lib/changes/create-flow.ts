import "server-only";
import type { CreateCallFlow } from "@/lib/flows/create-call-flow";
import type { CreateMessageFlow } from "@/lib/flows/create-message-flow";
import { fillFromRequest } from "@/lib/flows/fill-from-request";
import type { CreateFlow } from "@/lib/flows/flow-patch";
import { type FlowState, flowState } from "@/lib/mirror/flow-state";
import { isCompleteCreateAnswer } from "@/lib/upstream/answer-completeness";
import { createCallFlowWire } from "@/lib/upstream/create-call-flow-wire";
import { createMessageFlowWire } from "@/lib/upstream/create-message-flow-wire";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { readFlow } from "@/lib/upstream/read-flow";
import type { UpstreamAnswer } from "@/lib/upstream/upstream-answer";
import { type ConnectedWorkspace, connectWorkspace } from "@/lib/workspaces/connect";
import { admitChange } from "./admit-change";
import type { WriteResult } from "./carry-out-change";
import type { ChangeRequest } from "./change-request";
import { withLease } from "./lease";
import { maskedBody, requestDigest } from "./request-digest";
import { sendWrite } from "./send-write";
import { settlingProblems } from "./settling-problems";

export interface CreateFlowRequest extends ChangeRequest {
  body: CreateFlow;
}

/** The new flow from the upstream's answer; read again where the answer does not tell all that is documented (Q28). */
async function resultOf(
  workspace: ConnectedWorkspace,
  create: CreateFlowRequest,
  answer: UpstreamAnswer,
): Promise<FlowState> {
  const { connection, digest } = workspace;
  const told = normaliseFlow(create.kind, answer.json, connection);
  if (isCompleteCreateAnswer(create.kind, answer.json)) {
    return flowState(fillFromRequest(told, create.body), answer.json, digest);
  }
  const { flow, raw } = await readFlow(connection, create.kind, told.id);
  return flowState(fillFromRequest(flow, create.body), raw, digest);
}

/**
 * Creates a flow upstream. As `updateFlow`, but there is no state to read and guard first.
 * @throws Problem when the request is refused before it becomes a change
 */
export async function createFlow(create: CreateFlowRequest): Promise<WriteResult> {
  const workspace = await connectWorkspace(create.workspaceId);
  const admission = await admitChange(create, {
    verb: "create",
    flowId: null,
    flowName: create.body.name,
    intent: maskedBody(create.body),
    requestDigest: requestDigest(workspace, ["POST", create.kind, create.body]),
  });
  if (!admission.admitted) return { answer: admission.replay, replayed: true };
  const { id } = admission.change;
  const wire =
    create.kind === "call_flow"
      ? createCallFlowWire(create.body as CreateCallFlow)
      : createMessageFlowWire(create.body as CreateMessageFlow);
  const answer = await settlingProblems(id, { changes: [] }, () =>
    sendWrite(withLease(workspace, id), {
      changeId: id,
      requestId: create.request.id,
      wire,
      expectation: { base: null, expected: null, patchPaths: [] },
      readResult: (told, reading) => resultOf(reading, create, told),
    }),
  );
  return { answer, replayed: false };
}
