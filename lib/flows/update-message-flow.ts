import type { z } from "zod";
import { nestedResponseSettings } from "./call-flow-fields";
import { messageFlowExtras } from "./create-message-flow";
import { flag, group, text } from "./field-schemas";
import {
  checkNotEmpty,
  fixedAtCreation,
  madeByUpstream,
  ONLY_WITHOUT_OTHER_ERRORS,
  toggleAutopilotRefused,
} from "./patch-rules";

const updateSettings = group("Settings", {
  responseSettings: nestedResponseSettings().optional(),
  ...messageFlowExtras(),
  // Only an answer tells it; no request of the upstream takes it.
  knowledgeBases: fixedAtCreation("Knowledge bases"),
});

/** Settings of a message flow to change. */
export type MessageFlowSettingsPatch = Omit<z.output<typeof updateSettings>, "knowledgeBases">;

/** What to change in a message flow. An absent field stays as it is. */
export interface MessageFlowPatch {
  description?: string;
  settings?: MessageFlowSettingsPatch;
  /** The wanted value, not a flip. */
  autopilot?: boolean;
}

/**
 * What the upstream lets one change in a message flow (upstream quirk Q25: little), plus `autopilot`. Every
 * field optional, at least one needed; every other field of a flow is refused by name.
 */
export const updateMessageFlowSchema = group("A change of a message flow", {
  description: text("Description").optional(),
  settings: updateSettings.optional(),
  autopilot: flag("Autopilot").optional(),
  toggleAutopilot: toggleAutopilotRefused(),
  name: fixedAtCreation("Name"),
  direction: fixedAtCreation("Direction"),
  agent: fixedAtCreation("Agent"),
  initiationMessage: fixedAtCreation("Initiation message"),
  prompt: fixedAtCreation("Prompt"),
  messageChannel: fixedAtCreation("Message channel"),
  isActive: fixedAtCreation("Active"),
  id: fixedAtCreation("Id"),
  workspaceId: fixedAtCreation("Workspace"),
  createdAt: madeByUpstream("Time of creation"),
  updatedAt: madeByUpstream("Time of the last update"),
})
  .superRefine(checkNotEmpty, ONLY_WITHOUT_OTHER_ERRORS)
  .transform(
    ({ description, settings, autopilot }): MessageFlowPatch => ({
      ...(description === undefined ? {} : { description }),
      ...(settings === undefined ? {} : { settings }),
      ...(autopilot === undefined ? {} : { autopilot }),
    }),
  );
