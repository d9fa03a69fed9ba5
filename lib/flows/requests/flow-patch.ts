import type { CreateCallFlow } from "./create-call-flow";
import type { CreateMessageFlow } from "./create-message-flow";
import type { CallFlowPatch } from "./update-call-flow";
import type { MessageFlowPatch } from "./update-message-flow";

/** A change of either kind of flow, in normal form. */
export type FlowPatch = CallFlowPatch | MessageFlowPatch;

/** A parsed request to create either kind of flow. */
export type CreateFlow = CreateCallFlow | CreateMessageFlow;
