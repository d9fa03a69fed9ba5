import type { StoredCallFlow } from "@/sandbox/state/call-flow";
import { defaultCallFlowSettings } from "./defaults";

type Identity = Pick<StoredCallFlow, "_id" | "workspaceId" | "name" | "direction">;

/** A call flow with an identity only: every other value is the documented default. */
export function newCallFlow(identity: Identity, now: Date): StoredCallFlow {
  return {
    ...identity,
    folderId: null,
    isGlobal: false,
    isPreConfigured: false,
    preConfiguredWorkspaceId: null,
    description: "",
    agent: null,
    promptType: "simple",
    welcomeMessage: "user_initiated",
    customWelcomeMessage: "",
    flowData: { nodes: [], edges: [] },
    prompt: "",
    currentPromptId: null,
    promptVersions: [],
    gemini_prompt: "",
    startNodeId: null,
    isActive: true,
    autopilot: false,
    agentWebhookUrl: "",
    inboundWebhookUrl: "",
    dynamicVariableCollections: [],
    locations: [],
    webhooks: [],
    settings: defaultCallFlowSettings(),
    recordingEnabled: true,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    __v: 0,
  };
}
