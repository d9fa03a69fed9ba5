import "server-only";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { fillFromRequest } from "@/lib/flows/requests/create-effects";
import { type FlowState, flowState } from "@/lib/mirror/flow-state";
import { isCompleteCreateAnswer } from "@/lib/upstream/answer-completeness";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { readFlow } from "@/lib/upstream/read-flow";
import type { UpstreamAnswer } from "@/lib/upstream/request";
import { type ConnectedWorkspace, connectWorkspace } from "@/lib/workspaces/connect";
import { admitChange } from "./admit-change";
import { settlingProblems, type WriteResult } from "./carry-out-change";
import type { ChangeRequest, StoredAnswer } from "./journal";
import { withLease } from "./lease";
import { sendWrite } from "./send-write";
import { createWire, maskedBody, requestDigest } from "./write-request";

interface CreateFlowRequest extends ChangeRequest {
  body: CreateFlow;
}

/** The new flow from the upstream's answer; read again where the answer does not tell all that is documented (Q28). */
async function resultOf(
  workspace: ConnectedWorkspace,
  kind: FlowKind,
  body: CreateFlow,
  answer: UpstreamAnswer,
): Promise<FlowState> {
  const { connection, digest } = workspace;
  const told = normaliseFlow(kind, answer.json, connection);
  if (isCompleteCreateAnswer(kind, answer.json)) {
    return flowState(fillFromRequest(told, body), answer.json, digest);
  }
  const { flow, raw } = await readFlow(connection, kind, told.id);
  return flowState(fillFromRequest(flow, body), raw, digest);
}

/**
 * Carries an admitted create out, to its settled outcome.
 * @param plan says what to create; what it throws settles the change, with nothing sent
 */
export async function carryOutCreate(
  workspace: ConnectedWorkspace,
  create: ChangeRequest,
  changeId: string,
  plan: (workspace: ConnectedWorkspace) => Promise<CreateFlow> | CreateFlow,
): Promise<StoredAnswer> {
  const leased = withLease(workspace, changeId);
  return await settlingProblems(changeId, { changes: [] }, async () => {
    const body = await plan(leased);
    return await sendWrite(leased, {
      changeId,
      requestId: create.request.id,
      wire: createWire(create.kind, body),
      expectation: { base: null, expected: null, patchPaths: [] },
      readResult: (told, reading) => resultOf(reading, create.kind, body, told),
    });
  });
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
  const answer = await carryOutCreate(workspace, create, admission.change.id, () => create.body);
  return { answer, replayed: false };
}
