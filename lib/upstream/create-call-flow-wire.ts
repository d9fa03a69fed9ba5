import type { CreateCallFlow } from "@/lib/flows/requests/create-call-flow";
import { flowsPath } from "./flow-path";
import { onlyKnown } from "./sent-values";
import type { WireRequest } from "./wire-request";

/** Gives the request that creates a call flow: the documented body as it is, for nothing else is known to be accepted. */
export function createCallFlowWire(body: CreateCallFlow): WireRequest {
  return { method: "POST", path: flowsPath("call_flow"), body: { ...onlyKnown(body), promptType: "simple" } };
}
