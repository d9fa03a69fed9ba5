import { MESSAGE_FLOW_FIELDS, type MessageFlowFields } from "@/lib/flows/fields/message-flow-fields";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { normaliseCallFlow } from "./normalise-call-flow";
import { readMessageFlowSettings } from "./normalise-settings";
import { idOf, RawFields } from "./raw-fields";
import { readPlain } from "./read-plain-fields";
import { UpstreamError } from "./upstream-error";

function unusable(message: string): UpstreamError {
  return new UpstreamError({ kind: "invalid", message, status: 200, sent: true });
}

/** Returns the workspace that a row states, or null when it states none. */
export function workspaceOf(raw: JsonObject): string | null {
  return idOf(raw.workspaceId);
}

/**
 * Checks that an answer is one flow of the expected workspace. The key belongs to a person, and the workspace is only
 * a header (upstream quirk Q20). So a flow that names another workspace is refused (quirk Q19).
 * @returns the answer as an object, and the flow's id
 * @throws UpstreamError of kind `invalid`
 */
export function checkFlowIdentity(
  answer: unknown,
  expect: { workspaceId: string },
): { raw: JsonObject; id: string } {
  if (!isJsonObject(answer)) throw unusable("The upstream answered with something that is not a flow");
  const id = idOf(answer);
  if (id === null) throw unusable("The upstream answered with a flow that has no usable id");
  const stated = answer.workspaceId;
  if (stated !== undefined && stated !== null && workspaceOf(answer) !== expect.workspaceId) {
    throw unusable("The upstream answered with a flow of another workspace");
  }
  return { raw: answer, id };
}

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

/**
 * Returns a time in one spelling: in UTC, with milliseconds. Upstream quirk Q40: times come with and without
 * milliseconds, so one moment could be two different texts. A text that is no time stays as it is.
 */
export function normalTime(text: string | null): string | null {
  if (text === null) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
