import { z } from "zod";
import {
  callFlowRequestDirection,
  dynamicVariableCollections,
  reminderMessages,
  sharedCallFlowSettings,
  simplePromptType,
  webhookFields,
  webhookVariables,
  welcomeMessageType,
} from "./call-flow-fields";
import { filledText, flag, group, httpUrlOrEmpty, list, text, upstreamId } from "./field-schemas";
import { checkWebhookAddresses } from "./webhook-address-rule";
import { ALONGSIDE_TYPE_ERRORS, checkCreatedWelcome } from "./welcome-message-rule";

const graphItem = (label: string) =>
  z.record(z.string(), z.unknown(), { error: `${label} must be an object` });

const createSettings = group("Settings", {
  ...sharedCallFlowSettings(),
  welcomeMessage: welcomeMessageType().optional(),
  customWelcomeMessage: text("Custom welcome message").optional(),
  webhooks: group("Webhook addresses", {
    agent: httpUrlOrEmpty("Agent webhook address").optional(),
    inbound: httpUrlOrEmpty("Inbound webhook address").optional(),
  }).optional(),
  callSettings: group("Call settings", {
    trilletVoiceGuard: flag("Voice guard").optional(),
    reminderMessages: reminderMessages().optional(),
  }).optional(),
  security: group("Security", {
    // Upstream quirk Q5: create takes `securityOptOut`, answers tell `hipaaCompliance`, and how the one
    // becomes the other is not documented. So neither is ever turned into the other here.
    securityOptOut: flag("Security opt-out").optional(),
    publicAccess: flag("Public access").optional(),
  }).optional(),
});

/**
 * The upstream's documented request to create a call flow, verbatim; nothing undocumented is accepted.
 * `promptType` is documented as required and as having a default: absent, it is filled in.
 */
export const createCallFlowSchema = group("A call flow", {
  name: filledText("Name"),
  direction: callFlowRequestDirection(),
  promptType: simplePromptType().default("simple"),
  description: text("Description").optional(),
  agent: upstreamId("Agent").optional(),
  folderId: upstreamId("Folder").optional(),
  isGlobal: flag("Global").optional(),
  isPreConfigured: flag("Pre-configured").optional(),
  preConfiguredWorkspaceId: upstreamId("Pre-configured workspace").optional(),
  welcomeMessage: welcomeMessageType().optional(),
  customWelcomeMessage: text("Custom welcome message").optional(),
  flowData: group("Flow data", {
    // What a node or an edge holds is only sketched by the upstream ("properties like…"), so any key passes.
    nodes: list("Nodes", graphItem("A node")).optional(),
    edges: list("Edges", graphItem("An edge")).optional(),
  }).optional(),
  prompt: text("Prompt").optional(),
  isActive: flag("Active").optional(),
  agentWebhookUrl: httpUrlOrEmpty("Agent webhook address").optional(),
  inboundWebhookUrl: httpUrlOrEmpty("Inbound webhook address").optional(),
  dynamicVariableCollections: dynamicVariableCollections().optional(),
  webhooks: list(
    "Webhooks",
    group("A webhook", { ...webhookFields(), variablesforcallflow: webhookVariables().optional() }),
  ).optional(),
  settings: createSettings.optional(),
})
  .superRefine(checkCreatedWelcome, ALONGSIDE_TYPE_ERRORS)
  .superRefine(checkWebhookAddresses, ALONGSIDE_TYPE_ERRORS);

/** A parsed request to create a call flow, with its prompt type filled in. */
export type CreateCallFlow = z.output<typeof createCallFlowSchema>;
