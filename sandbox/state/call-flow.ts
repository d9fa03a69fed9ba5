import { z } from "zod";
import { odditiesSchema } from "./oddities";

export const keyValueSchema = z.object({ key: z.string(), value: z.string() });

export const collectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  variables: z.array(keyValueSchema),
  isDefault: z.boolean(),
});

export const webhookSchema = z.object({
  name: z.string(),
  url: z.string(),
  method: z.enum(["GET", "POST", "PUT", "DELETE"]),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  body: z.string(),
  description: z.string(),
  /**
   * The request that made the webhook decides the name: create and update spell it differently (upstream
   * quirk Q11).
   */
  variablesField: z.enum(["variables", "variablesforcallflow"]),
  variables: z.array(z.object({ name: z.string(), description: z.string() })),
  responseVariables: z.array(z.object({ name: z.string(), path: z.string(), description: z.string() })),
  isTesting: z.boolean(),
  textToSpeak: z.string(),
  testResponse: z.string(),
});

export const promptVersionSchema = z.object({
  _id: z.string(),
  name: z.string(),
  prompt: z.string(),
  metadata: z.object({ notes: z.string() }),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const workingHoursSchema = z.object({
  enabled: z.boolean(),
  start: z.string(),
  end: z.string(),
  timezone: z.string(),
  outOfHoursMessage: z.string(),
});

export const responseSettingsSchema = z.object({ delay: z.number(), workingHours: workingHoursSchema });

const looseObject = z.record(z.string(), z.unknown());

export const callFlowSettingsSchema = z.object({
  enableHumanLikeVoiceAndTone: z.boolean(),
  welcomeMessageDelay: z.number(),
  customerLocation: z.string(),
  transfers: z.array(looseObject),
  knowledgeBases: z.array(z.string()),
  knowledgeBaseFiles: z.array(z.object({ filename: z.string(), key: z.string(), url: z.string() })),
  utilizePriorCallsContext: z.boolean(),
  callSetting: z.object({
    maxCallDuration: z.number(),
    endCallOnSilence: z.number(),
    trilletVoiceGuard: z.boolean(),
    reminderMessages: z.array(z.string()),
  }),
  responseSettings: responseSettingsSchema,
  security: z.object({ hipaaCompliance: z.boolean(), publicAccess: z.boolean() }),
});

/** A call flow as the sandbox keeps it: each value once, although the generations answer it differently. */
export const storedCallFlowSchema = z.object({
  _id: z.string(),
  workspaceId: z.string(),
  folderId: z.string().nullable(),
  isGlobal: z.boolean(),
  isPreConfigured: z.boolean(),
  preConfiguredWorkspaceId: z.string().nullable(),
  name: z.string(),
  direction: z.enum(["inbound", "outbound", "bidirectional"]),
  description: z.string(),
  agent: z.string().nullable(),
  promptType: z.enum(["simple", "flow"]),
  welcomeMessage: z.enum(["user_initiated", "ai_dynamic", "ai_custom"]),
  customWelcomeMessage: z.string(),
  flowData: z.object({ nodes: z.array(looseObject), edges: z.array(looseObject) }),
  prompt: z.string(),
  currentPromptId: z.string().nullable(),
  promptVersions: z.array(promptVersionSchema),
  gemini_prompt: z.string(),
  startNodeId: z.string().nullable(),
  isActive: z.boolean(),
  autopilot: z.boolean(),
  agentWebhookUrl: z.string(),
  inboundWebhookUrl: z.string(),
  dynamicVariableCollections: z.array(collectionSchema),
  locations: z.array(looseObject),
  webhooks: z.array(webhookSchema),
  settings: callFlowSettingsSchema,
  /**
   * Never answered; switched off by HIPAA compliance (upstream quirk Q29) and visible over the control port
   * only.
   */
  recordingEnabled: z.boolean(),
  odd: odditiesSchema,
  createdAt: z.string(),
  updatedAt: z.string(),
  __v: z.number(),
});

export type StoredCallFlow = z.infer<typeof storedCallFlowSchema>;
export type CallFlowSettings = z.infer<typeof callFlowSettingsSchema>;
export type ResponseSettings = z.infer<typeof responseSettingsSchema>;
export type StoredWebhook = z.infer<typeof webhookSchema>;
