import { MESSAGE_FLOW_FIELDS, type MessageFlowFields } from "@/lib/flows/fields/message-flow-fields";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { keptFrom } from "./kept-values";
import { normaliseCallFlow } from "./normalise-call-flow";
import { readMessageFlowSettings } from "./normalise-settings";
import { checkFlowIdentity, RawFields } from "./raw-fields";
import { readPlain } from "./read-plain-fields";

/**
 * Returns a message flow of an upstream answer in normal form. Answers are often partial: a read lacks
 * `initiationMessage`, a toggle lacks `settings` (upstream quirk Q28). A missing key keeps its value of `lastKnown`,
 * else it is null.
 * @param expect the workspace that the flow must belong to
 * @param lastKnown the last stored flow; none to see only what this answer has
 * @throws UpstreamError of kind `invalid`: not a flow, or one of another workspace
 */
export function normaliseMessageFlow(
  answer: unknown,
  expect: { workspaceId: string },
  lastKnown: MessageFlow | null = null,
): MessageFlow {
  const { raw, id } = checkFlowIdentity(answer, expect);
  const known = lastKnown;
  const fields = new RawFields(raw);
  fields.ignore("_id", "id", "workspaceId", "__v");
  const settings = readMessageFlowSettings(fields.below("settings"), known?.settings);
  const plain = readPlain<MessageFlowFields, MessageFlow, "">(MESSAGE_FLOW_FIELDS, "", fields, known);
  return {
    ...plain,
    id,
    workspaceId: expect.workspaceId,
    name: plain.name ?? "",
    settings,
    // After everything that reads.
    ...keptFrom("message_flow", fields.unread(), known),
  };
}

/**
 * Returns a flow of either kind in normal form; `lastKnown` must be of that kind.
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
