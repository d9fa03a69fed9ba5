import "server-only";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { Flow } from "@/lib/flows/model/flow";
import type { FlowKind } from "@/lib/flows/model/flow-kind";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import type { CreateCallFlow } from "@/lib/flows/requests/create-call-flow";
import type { CreateMessageFlow } from "@/lib/flows/requests/create-message-flow";
import type { CreateFlow, FlowPatch } from "@/lib/flows/requests/flow-patch";
import type { CallFlowPatch } from "@/lib/flows/requests/update-call-flow";
import type { MessageFlowPatch } from "@/lib/flows/requests/update-message-flow";
import { invalidBody } from "@/lib/problems/problem";
import { createCallFlowWire } from "@/lib/upstream/create-call-flow-wire";
import { createMessageFlowWire } from "@/lib/upstream/create-message-flow-wire";
import { PatchNotPossible } from "@/lib/upstream/patch-not-possible";
import { updateCallFlowWire } from "@/lib/upstream/update-call-flow-wire";
import { updateMessageFlowWire } from "@/lib/upstream/update-message-flow-wire";
import type { WireRequest } from "@/lib/upstream/wire-request";

/**
 * The request that makes a patch real; null when everything is as wanted already.
 * @param base the flow as it was read last; base and patch must be of the kind
 * @throws Problem `invalid_body` when this very flow can't take the patch
 */
export function updateWire(kind: FlowKind, base: Flow, patch: FlowPatch): WireRequest | null {
  try {
    return kind === "call_flow"
      ? updateCallFlowWire(base as CallFlow, patch as CallFlowPatch)
      : updateMessageFlowWire(base as MessageFlow, patch as MessageFlowPatch);
  } catch (error) {
    if (!(error instanceof PatchNotPossible)) throw error;
    throw invalidBody([{ path: error.path, message: error.message }]);
  }
}

/** The request that creates a flow; the body must be of the kind. */
export function createWire(kind: FlowKind, body: CreateFlow): WireRequest {
  return kind === "call_flow"
    ? createCallFlowWire(body as CreateCallFlow)
    : createMessageFlowWire(body as CreateMessageFlow);
}
