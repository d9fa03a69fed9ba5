import type {
  CallFlow,
  CallFlowSettings,
  DynamicVariableCollection,
  KnowledgeBaseFile,
} from "@/lib/flows/call-flow";
import type { WebhookDraft } from "@/lib/flows/webhook-draft";
import { type ResponseValues, responseValues } from "./response-values";
import { digits } from "./typed-number";

/**
 * What the controls of a call flow's form hold: texts (numbers too, as typed), switches and lists. A field's name is
 * its JSON pointer in the flow with dots for slashes, so that errors and conflicts find their field. Lists count as
 * one field. Of the webhooks it holds only those to add: the others can't be changed (upstream quirk Q1).
 */
export interface CallFlowValues {
  name: string;
  direction: string;
  description: string;
  agent: string;
  folderId: string;
  prompt: string;
  welcomeMessage: string;
  customWelcomeMessage: string;
  isActive: boolean;
  autopilot: boolean;
  isGlobal: boolean;
  isPreConfigured: boolean;
  preConfiguredWorkspaceId: string;
  agentWebhookUrl: string;
  inboundWebhookUrl: string;
  flowData: { nodes: unknown[]; edges: unknown[] };
  dynamicVariableCollections: DynamicVariableCollection[];
  webhooks: WebhookDraft[];
  settings: {
    enableHumanLikeVoiceAndTone: boolean;
    welcomeMessageDelay: string;
    customerLocation: string;
    utilizePriorCallsContext: boolean;
    transfers: unknown[];
    knowledgeBases: string[];
    knowledgeBaseFiles: KnowledgeBaseFile[];
    callSettings: {
      trilletVoiceGuard: boolean;
      reminderMessages: string[];
      maxCallDuration: string;
      endCallOnSilence: string;
    };
    responseSettings: ResponseValues;
    security: {
      /** "", "true" or "false": what the upstream makes of silence is not documented, so silence stays possible. */
      securityOptOut: string;
      hipaaCompliance: boolean;
      publicAccess: boolean;
    };
  };
}

/** A new flow begins with the upstream's documented defaults; a switch that it doesn't tell counts as off. */
function settingsValues(settings: CallFlowSettings | null): CallFlowValues["settings"] {
  const calls = settings?.callSettings;
  return {
    enableHumanLikeVoiceAndTone: settings?.enableHumanLikeVoiceAndTone ?? false,
    welcomeMessageDelay: digits(settings?.welcomeMessageDelay ?? null),
    customerLocation: settings?.customerLocation ?? "",
    utilizePriorCallsContext: settings?.utilizePriorCallsContext ?? false,
    transfers: settings?.transfers ?? [],
    knowledgeBases: settings?.knowledgeBases ?? [],
    knowledgeBaseFiles: settings?.knowledgeBaseFiles ?? [],
    callSettings: {
      trilletVoiceGuard: settings ? (calls?.trilletVoiceGuard ?? false) : true,
      reminderMessages: calls?.reminderMessages ?? [],
      maxCallDuration: digits(calls?.maxCallDuration ?? null),
      endCallOnSilence: digits(calls?.endCallOnSilence ?? null),
    },
    responseSettings: responseValues(settings?.responseSettings ?? null),
    security: {
      securityOptOut: "",
      hipaaCompliance: settings?.security.hipaaCompliance ?? false,
      publicAccess: settings?.security.publicAccess ?? false,
    },
  };
}

/** Gives the form's values of a call flow; without one, those of a new flow. */
export function callFlowValues(flow: CallFlow | null): CallFlowValues {
  return {
    name: flow?.name ?? "",
    direction: flow ? (flow.direction ?? "") : "bidirectional",
    description: flow?.description ?? "",
    agent: flow?.agent ?? "",
    folderId: flow?.folderId ?? "",
    prompt: flow?.prompt ?? "",
    welcomeMessage: flow ? (flow.welcomeMessage ?? "") : "user_initiated",
    customWelcomeMessage: flow?.customWelcomeMessage ?? "",
    isActive: flow ? (flow.isActive ?? false) : true,
    autopilot: flow?.autopilot ?? false,
    isGlobal: flow?.isGlobal ?? false,
    isPreConfigured: flow?.isPreConfigured ?? false,
    preConfiguredWorkspaceId: flow?.preConfiguredWorkspaceId ?? "",
    agentWebhookUrl: flow?.agentWebhookUrl ?? "",
    inboundWebhookUrl: flow?.inboundWebhookUrl ?? "",
    flowData: flow?.flowData ?? { nodes: [], edges: [] },
    dynamicVariableCollections: flow?.dynamicVariableCollections ?? [],
    webhooks: [],
    settings: settingsValues(flow?.settings ?? null),
  };
}
