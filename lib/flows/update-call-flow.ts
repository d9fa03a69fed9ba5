import type { z } from "zod";
import {
  callFlowRequestDirection,
  dynamicVariableCollections,
  nestedResponseSettings,
  reminderMessages,
  sharedCallFlowSettings,
  simplePromptType,
  webhookFields,
  webhookVariables,
  welcomeMessageType,
} from "./call-flow-fields";
import { amount, filledText, flag, group, list, refused, text } from "./field-schemas";
import {
  checkNotEmpty,
  fixedAtCreation,
  madeByUpstream,
  ONLY_WITHOUT_OTHER_ERRORS,
  toggleAutopilotRefused,
} from "./patch-rules";
import { ALONGSIDE_TYPE_ERRORS, checkPatchedWelcome } from "./welcome-message-rule";

const callLimits = () =>
  group("Call settings", {
    trilletVoiceGuard: flag("Voice guard").optional(),
    reminderMessages: reminderMessages().optional(),
    maxCallDuration: amount("Maximum call duration").optional(),
    endCallOnSilence: amount("End of call on silence").optional(),
  });

const updateSettings = group("Settings", {
  ...sharedCallFlowSettings(),
  knowledgeBaseFiles: list(
    "Knowledge base files",
    group("A knowledge base file", {
      filename: text("The file's name"),
      key: filledText("The file's key"),
      url: text("The file's address").optional(),
    }),
  ).optional(),
  responseSettings: nestedResponseSettings().optional(),
  security: group("Security", {
    hipaaCompliance: flag("HIPAA compliance").optional(),
    publicAccess: flag("Public access").optional(),
    // Upstream quirk Q5: only create takes it, and what it makes of hipaaCompliance is not documented.
    securityOptOut: refused("securityOptOut is only accepted when a flow is created: send hipaaCompliance"),
  }).optional(),
  /** Upstream quirk Q3: updates call this object `callSetting`, newer answers `callSettings`. */
  callSetting: callLimits().optional(),
  callSettings: callLimits().optional(),
  welcomeMessage: refused("settings.welcomeMessage is a copy: send welcomeMessage at the top level"),
  customWelcomeMessage: refused(
    "settings.customWelcomeMessage is a copy: send customWelcomeMessage at the top level",
  ),
  webhooks: fixedAtCreation("Webhook addresses"),
}).superRefine((settings, report) => {
  const given = settings as { callSetting?: unknown; callSettings?: unknown } | null;
  if (given?.callSetting === undefined || given.callSettings === undefined) return;
  report.addIssue({
    code: "custom",
    path: ["callSetting"],
    message: "Send either callSetting or callSettings, not both: they are two names of the same settings",
  });
}, ALONGSIDE_TYPE_ERRORS);

const webhookToAdd = group("A webhook", { ...webhookFields(), variables: webhookVariables().optional() });

/** A webhook that an update adds. There is no way to change or remove one (upstream quirk Q1). */
export type WebhookToAdd = z.output<typeof webhookToAdd>;

type SentSettings = z.output<typeof updateSettings>;

/** Settings to change, in normal form: the call settings always under `callSettings`. */
export type CallFlowSettingsPatch = Omit<
  SentSettings,
  "callSetting" | "welcomeMessage" | "customWelcomeMessage" | "webhooks" | "security"
> & { security?: { hipaaCompliance?: boolean; publicAccess?: boolean } };

/** What to change in a call flow, in normal form. An absent field stays as it is. */
export interface CallFlowPatch {
  name?: string;
  description?: string;
  direction?: "outbound" | "bidirectional";
  isActive?: boolean;
  isGlobal?: boolean;
  promptType?: "simple";
  prompt?: string;
  welcomeMessage?: "user_initiated" | "ai_dynamic" | "ai_custom";
  customWelcomeMessage?: string;
  dynamicVariableCollections?: z.output<ReturnType<typeof dynamicVariableCollections>>;
  settings?: CallFlowSettingsPatch;
  /** The ones to add. */
  webhooks?: WebhookToAdd[];
  /** The wanted value, not a flip. */
  autopilot?: boolean;
}

function toNormalSettings(sent: SentSettings): CallFlowSettingsPatch {
  const { callSetting, callSettings, security, welcomeMessage, customWelcomeMessage, webhooks, ...rest } =
    sent;
  const limits = callSettings ?? callSetting;
  return {
    ...rest,
    ...(limits === undefined ? {} : { callSettings: limits }),
    ...(security === undefined ? {} : { security }),
  };
}

const changeable = {
  name: filledText("Name").optional(),
  description: text("Description").optional(),
  direction: callFlowRequestDirection().optional(),
  isActive: flag("Active").optional(),
  isGlobal: flag("Global").optional(),
  promptType: simplePromptType().optional(),
  prompt: text("Prompt").optional(),
  welcomeMessage: welcomeMessageType().optional(),
  customWelcomeMessage: text("Custom welcome message").optional(),
  dynamicVariableCollections: dynamicVariableCollections().optional(),
  settings: updateSettings.transform(toNormalSettings).optional(),
  webhooks: list("Webhooks", webhookToAdd).optional(),
  autopilot: flag("Autopilot").optional(),
};

const notChangeable = {
  toggleAutopilot: toggleAutopilotRefused(),
  agent: fixedAtCreation("Agent"),
  folderId: fixedAtCreation("Folder"),
  flowData: fixedAtCreation("Flow data"),
  agentWebhookUrl: fixedAtCreation("Agent webhook address"),
  inboundWebhookUrl: fixedAtCreation("Inbound webhook address"),
  isPreConfigured: fixedAtCreation("Pre-configured"),
  preConfiguredWorkspaceId: fixedAtCreation("Pre-configured workspace"),
  currentPromptId: madeByUpstream("Current prompt"),
  promptVersions: madeByUpstream("Prompt versions"),
  gemini_prompt: madeByUpstream("Sanitised prompt"),
  startNodeId: fixedAtCreation("Start node"),
  locations: madeByUpstream("Locations"),
  id: fixedAtCreation("Id"),
  workspaceId: fixedAtCreation("Workspace"),
  createdAt: madeByUpstream("Time of creation"),
  updatedAt: madeByUpstream("Time of the last update"),
};

/**
 * What both editions of the upstream's documented update request let one change, plus `autopilot`; every field
 * optional, at least one needed. Gives the patch in normal form.
 */
export const updateCallFlowSchema = group("A change of a call flow", { ...changeable, ...notChangeable })
  .superRefine(checkNotEmpty, ONLY_WITHOUT_OTHER_ERRORS)
  .superRefine(checkPatchedWelcome, ALONGSIDE_TYPE_ERRORS)
  .transform((sent): CallFlowPatch => {
    const patch: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(sent)) {
      if (value !== undefined && key in changeable) patch[key] = value;
    }
    return patch as CallFlowPatch;
  });
