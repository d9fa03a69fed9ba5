import type { FlowKind } from "@/lib/flows/model/flow";
import { isJsonObject } from "@/lib/json/json-value";

/** Some answers have this key and others don't (upstream quirk Q15), so its absence says nothing. */
const IGNORED_KEY = "__v";

/**
 * Whether the answer to a write has every key of the read before it, at every depth of objects; lists are not
 * compared. An incomplete answer must not become the flow's new state (upstream quirk Q28): the flow has to be read
 * again.
 * @param answer the parsed body of the write's answer
 * @param previousRaw the parsed answer of the read
 */
export function isCompleteAnswer(answer: unknown, previousRaw: unknown): boolean {
  if (!isJsonObject(previousRaw)) return true;
  if (!isJsonObject(answer)) return false;
  return Object.entries(previousRaw).every(
    ([key, value]) =>
      key === IGNORED_KEY || (Object.hasOwn(answer, key) && isCompleteAnswer(answer[key], value)),
  );
}

const ANSWERED_FOR_BOTH = [
  "_id",
  "workspaceId",
  "name",
  "direction",
  "description",
  "agent",
  "prompt",
  "isActive",
];

const ANSWERED_FOR_CREATE: Record<FlowKind, readonly string[]> = {
  call_flow: [
    ...ANSWERED_FOR_BOTH,
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
    ...ANSWERED_FOR_BOTH,
    "settings",
    "initiationMessage",
    "autopilot",
    "messageChannel",
    "createdAt",
    "updatedAt",
  ],
};

/**
 * Whether the answer to a create has every key that is documented for it. After an incomplete one the new flow has to
 * be read.
 */
export function isCompleteCreateAnswer(kind: FlowKind, answer: unknown): boolean {
  return (
    isJsonObject(answer) &&
    isJsonObject(answer.settings) &&
    ANSWERED_FOR_CREATE[kind].every((key) => Object.hasOwn(answer, key))
  );
}
