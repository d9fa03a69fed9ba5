import { MESSAGE_FLOW_FIELDS, type MessageFlowFields } from "@/lib/flows/fields/message-flow-fields";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { normaliseCallFlow } from "./normalise-call-flow";
import { readMessageFlowSettings } from "./normalise-settings";
import { idOf, isRawObject, RawFields, type RawObject } from "./raw-fields";
import { readPlain } from "./read-plain-fields";
import { UpstreamError } from "./upstream-error";

function unusable(message: string): UpstreamError {
  return new UpstreamError({ kind: "invalid", message, status: 200, sent: true });
}

/** The workspace that a row states, or null when it states none. */
export function workspaceOf(raw: RawObject): string | null {
  return idOf(raw.workspaceId);
}

/**
 * Checks that an answer is one flow of the expected workspace, and gives it with its id. The key belongs to a
 * person and the workspace is only a header (upstream quirk Q20), so a flow that names another workspace must go
 * no further (quirk Q19).
 * @throws UpstreamError of kind `invalid`
 */
export function checkFlowIdentity(
  answer: unknown,
  expect: { workspaceId: string },
): { raw: RawObject; id: string } {
  if (!isRawObject(answer)) throw unusable("The upstream answered with something that is not a flow");
  const id = idOf(answer);
  if (id === null) throw unusable("The upstream answered with a flow that has no usable id");
  const stated = answer.workspaceId;
  if (stated !== undefined && stated !== null && workspaceOf(answer) !== expect.workspaceId) {
    throw unusable("The upstream answered with a flow of another workspace");
  }
  return { raw: answer, id };
}

/**
 * Gives a message flow of an upstream answer in normal form. Answers are often partial (upstream quirk Q28: get
 * lacks `initiationMessage`, the toggle lacks `settings`): a missing key keeps its value of `lastKnown`, else it
 * is null. Pass no `lastKnown` to see what this very answer tells.
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
  const flow: MessageFlow = {
    ...plain,
    id,
    workspaceId: expect.workspaceId,
    name: plain.name ?? "",
    settings: settings.value,
    unknownFields: 0,
  };
  return { ...flow, unknownFields: fields.unknownCount() + settings.unknown };
}

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

/**
 * Gives a time in one spelling, with milliseconds and in UTC. Upstream quirk Q40: times come with and without
 * milliseconds, so as text the same moment would look like two. A text that is no time stays as it is.
 */
export function normalTime(text: string | null): string | null {
  if (text === null) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
