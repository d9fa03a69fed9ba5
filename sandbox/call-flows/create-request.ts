import { z } from "zod";
import {
  collections,
  createWebhook,
  filledText,
  looseObject,
  requestDirection,
  seconds,
  text,
  welcomeMessage,
} from "./request-parts";

const settings = z.strictObject({
  welcomeMessage: welcomeMessage.optional(),
  customWelcomeMessage: text.optional(),
  enableHumanLikeVoiceAndTone: z.boolean().optional(),
  welcomeMessageDelay: seconds.optional(),
  webhooks: z.strictObject({ agent: text.optional(), inbound: text.optional() }).optional(),
  customerLocation: text.optional(),
  transfers: z.array(looseObject).optional(),
  knowledgeBases: z.array(filledText).optional(),
  utilizePriorCallsContext: z.boolean().optional(),
  callSettings: z
    .strictObject({ trilletVoiceGuard: z.boolean().optional(), reminderMessages: z.array(text).optional() })
    .optional(),
  security: z
    .strictObject({ securityOptOut: z.boolean().optional(), publicAccess: z.boolean().optional() })
    .optional(),
});

/** The body of `POST /v1/api/call-flows`, exactly as documented. */
export const createCallFlowRequest = z.strictObject({
  name: filledText,
  direction: requestDirection,
  promptType: z.literal("simple"),
  description: text.optional(),
  agent: filledText.optional(),
  folderId: filledText.optional(),
  isGlobal: z.boolean().optional(),
  isPreConfigured: z.boolean().optional(),
  preConfiguredWorkspaceId: filledText.optional(),
  welcomeMessage: welcomeMessage.optional(),
  customWelcomeMessage: text.optional(),
  flowData: z
    .strictObject({ nodes: z.array(looseObject).optional(), edges: z.array(looseObject).optional() })
    .optional(),
  prompt: text.optional(),
  isActive: z.boolean().optional(),
  agentWebhookUrl: text.optional(),
  inboundWebhookUrl: text.optional(),
  dynamicVariableCollections: collections.optional(),
  webhooks: z.array(createWebhook).optional(),
  settings: settings.optional(),
});

export type CreateCallFlowRequest = z.infer<typeof createCallFlowRequest>;
