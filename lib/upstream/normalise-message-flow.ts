import type { MessageFlow } from "@/lib/flows/message-flow";
import { checkFlowIdentity } from "./answer-identity";
import { DIRECTIONS } from "./normalise-call-flow";
import { readMessageFlowSettings } from "./normalise-settings";
import { normalTime } from "./normalise-time";
import { RawFields } from "./raw-fields";

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
  const flow: MessageFlow = {
    id,
    workspaceId: expect.workspaceId,
    name: fields.text("name", known?.name ?? null) ?? "",
    direction: fields.word("direction", DIRECTIONS, known?.direction ?? null),
    description: fields.text("description", known?.description ?? null),
    agent: fields.id("agent", known?.agent ?? null),
    initiationMessage: fields.text("initiationMessage", known?.initiationMessage ?? null),
    prompt: fields.text("prompt", known?.prompt ?? null),
    messageChannel: fields.text("messageChannel", known?.messageChannel ?? null),
    isActive: fields.flag("isActive", known?.isActive ?? null),
    autopilot: fields.flag("autopilot", known?.autopilot ?? null),
    settings: settings.value,
    createdAt: normalTime(fields.text("createdAt", known?.createdAt ?? null)),
    updatedAt: normalTime(fields.text("updatedAt", known?.updatedAt ?? null)),
    unknownFields: 0,
  };
  return { ...flow, unknownFields: fields.unknownCount() + settings.unknown };
}
