import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { Flow } from "@/lib/flows/model/flow";
import type { FlowKind } from "@/lib/flows/model/flow-kind";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { normaliseCallFlow } from "./normalise-call-flow";
import { normaliseMessageFlow } from "./normalise-message-flow";

/**
 * Gives a flow of either kind in normal form; `lastKnown` must be of that kind.
 * @throws UpstreamError of kind `invalid`: not a flow, or one of another workspace
 */
export function normaliseFlow(
  kind: FlowKind,
  answer: unknown,
  expect: { workspaceId: string },
  lastKnown: Flow | null = null,
): Flow {
  return kind === "call_flow"
    ? normaliseCallFlow(answer, expect, lastKnown as CallFlow | null)
    : normaliseMessageFlow(answer, expect, lastKnown as MessageFlow | null);
}
