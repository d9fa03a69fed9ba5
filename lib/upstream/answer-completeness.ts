import type { FlowKind } from "@/lib/flows/model/flow";
import { isRawObject } from "./raw-fields";

/** Comes and goes (upstream quirk Q15), so its absence says nothing. */
const MEANINGLESS = "__v";

/**
 * Whether the answer of a write tells all that the read before it told: every key, through all objects, lists
 * apart. An incomplete one must not stand for the flow's new state (upstream quirk Q28): read the flow again.
 */
export function isCompleteAnswer(answer: unknown, previousRaw: unknown): boolean {
  if (!isRawObject(previousRaw)) return true;
  if (!isRawObject(answer)) return false;
  return Object.entries(previousRaw).every(
    ([key, value]) =>
      key === MEANINGLESS || (Object.hasOwn(answer, key) && isCompleteAnswer(answer[key], value)),
  );
}

const TOLD_BY_BOTH = [
  "_id",
  "workspaceId",
  "name",
  "direction",
  "description",
  "agent",
  "prompt",
  "isActive",
];

const TOLD_AFTER_CREATE: Record<FlowKind, readonly string[]> = {
  call_flow: [
    ...TOLD_BY_BOTH,
    "promptType",
    "welcomeMessage",
    "customWelcomeMessage",
    "flowData",
    "webhooks",
    "dynamicVariableCollections",
    "settings",
    "createdAt",
    "updatedAt",
  ],
  message_flow: [
    ...TOLD_BY_BOTH,
    "settings",
    "initiationMessage",
    "autopilot",
    "messageChannel",
    "createdAt",
    "updatedAt",
  ],
};

/** Whether the answer of a create request tells what is documented for it; else read the new flow. */
export function isCompleteCreateAnswer(kind: FlowKind, answer: unknown): boolean {
  return (
    isRawObject(answer) &&
    isRawObject(answer.settings) &&
    TOLD_AFTER_CREATE[kind].every((key) => Object.hasOwn(answer, key))
  );
}
