import { z } from "zod";
import type { CallFlow } from "@/lib/flows/call-flow";
import type { MessageFlow } from "@/lib/flows/message-flow";
import type { Webhook } from "@/lib/flows/webhook";
import { flagOrNull, textOrNull } from "./answer-parts";
import { callFlowSettings, messageFlowSettings } from "./settings-answer";

const direction = z.enum(["inbound", "outbound", "bidirectional"]).nullable();
const variable = z.object({ name: z.string(), description: textOrNull });

const webhook: z.ZodType<Webhook> = z.object({
  id: textOrNull,
  name: z.string(),
  url: z.string(),
  method: textOrNull,
  headers: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .describe("Values are secrets: a fixed mask stands in their place."),
  body: textOrNull,
  description: textOrNull,
  variables: z.array(variable),
  responseVariables: z.array(z.object({ name: z.string(), path: textOrNull, description: textOrNull })),
  isTesting: flagOrNull,
  textToSpeak: textOrNull,
  testResponse: textOrNull,
});

const promptVersion = z.object({
  id: textOrNull,
  name: textOrNull,
  prompt: textOrNull,
  notes: textOrNull,
  createdAt: textOrNull,
  updatedAt: textOrNull,
});

const variableCollection = z.object({
  id: z.string(),
  name: z.string(),
  variables: z.array(z.object({ key: z.string(), value: z.string() })),
  isDefault: z.boolean(),
});

/** What both kinds of flow tell. */
const shared = {
  id: z.string(),
  workspaceId: z.string().describe("The upstream's id of the workspace."),
  name: z.string(),
  direction,
  description: textOrNull,
  agent: textOrNull.describe("The agent's id."),
  prompt: textOrNull,
  isActive: flagOrNull,
  createdAt: textOrNull,
  updatedAt: textOrNull,
  unknownFields: z.int().describe("How many fields of the upstream's answer this form does not hold."),
};

const callFlowShape = {
  ...shared,
  folderId: textOrNull,
  isGlobal: flagOrNull,
  isPreConfigured: flagOrNull,
  preConfiguredWorkspaceId: textOrNull,
  promptType: textOrNull,
  welcomeMessage: textOrNull,
  customWelcomeMessage: textOrNull,
  flowData: z.object({ nodes: z.array(z.unknown()), edges: z.array(z.unknown()) }).nullable(),
  currentPromptId: textOrNull,
  promptVersions: z.array(promptVersion).nullable(),
  gemini_prompt: textOrNull,
  startNodeId: textOrNull,
  autopilot: z.boolean().optional().describe("Only where the flow has it."),
  agentWebhookUrl: textOrNull,
  inboundWebhookUrl: textOrNull,
  dynamicVariableCollections: z.array(variableCollection).nullable(),
  locations: z.array(z.unknown()).nullable(),
  webhooks: z.array(webhook),
  settings: callFlowSettings,
};

const messageFlowShape = {
  ...shared,
  initiationMessage: textOrNull,
  messageChannel: textOrNull,
  autopilot: flagOrNull,
  settings: messageFlowSettings,
};

const notRestored = z
  .array(z.object({ path: z.string(), why: z.string() }))
  .describe("Fields that the revision had otherwise and that stay as they are.");

export const callFlowAnswer: z.ZodType<CallFlow> = z.object(callFlowShape);
export const messageFlowAnswer: z.ZodType<MessageFlow> = z.object(messageFlowShape);
export const restoredCallFlow = z.object({ ...callFlowShape, notRestored });
export const restoredMessageFlow = z.object({ ...messageFlowShape, notRestored });
