import { z } from "zod";
import type { Generation } from "@/sandbox/settings";
import {
  collections,
  filledText,
  looseObject,
  nestedResponseSettings,
  requestDirection,
  seconds,
  text,
  updateWebhook,
  welcomeMessage,
} from "./request-parts";

const settings = z.strictObject({
  enableHumanLikeVoiceAndTone: z.boolean().optional(),
  welcomeMessageDelay: seconds.optional(),
  customerLocation: text.optional(),
  transfers: z.array(looseObject).optional(),
  knowledgeBases: z.array(filledText).optional(),
  knowledgeBaseFiles: z.array(z.strictObject({ filename: text, key: text, url: text })).optional(),
  utilizePriorCallsContext: z.boolean().optional(),
  // Singular here, plural on create and in newer answers (upstream quirk Q3).
  callSetting: z
    .strictObject({
      maxCallDuration: seconds.optional(),
      endCallOnSilence: seconds.optional(),
      trilletVoiceGuard: z.boolean().optional(),
      reminderMessages: z.array(text).optional(),
    })
    .optional(),
  responseSettings: nestedResponseSettings.optional(),
  security: z
    .strictObject({ hipaaCompliance: z.boolean().optional(), publicAccess: z.boolean().optional() })
    .optional(),
});

const common = {
  name: filledText.optional(),
  description: text.optional(),
  direction: requestDirection.optional(),
  isActive: z.boolean().optional(),
  isGlobal: z.boolean().optional(),
  prompt: text.optional(),
  welcomeMessage: welcomeMessage.optional(),
  customWelcomeMessage: text.optional(),
  dynamicVariableCollections: collections.optional(),
  settings: settings.optional(),
  webhooks: z.array(updateWebhook).optional(),
};

const newer = z.strictObject({
  ...common,
  promptType: z.literal("simple"),
  // Declared so that both generations share one type; sending it is still an unknown field.
  toggleAutopilot: z.undefined().optional(),
});

// The older document does not list promptType at all, so its absence cannot be an error there.
const older = z.strictObject({
  ...common,
  promptType: z.literal("simple").optional(),
  toggleAutopilot: z.boolean().optional(),
});

export type UpdateCallFlowRequest = z.infer<typeof newer> | z.infer<typeof older>;

/** The body of `PUT /v1/api/call-flows/{id}` as the generation documents it. */
export function updateCallFlowRequest(generation: Generation): z.ZodType<UpdateCallFlowRequest> {
  return generation === "newer" ? newer : older;
}
