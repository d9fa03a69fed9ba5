import type { TestWorkspace } from "./open-portal";

/** A request to create a call flow with every documented field in it. */
export function everyCallFlowField({ tenant }: TestWorkspace) {
  return {
    name: "Front desk",
    direction: "bidirectional",
    promptType: "simple",
    description: "Answers the main line",
    agent: tenant.agentIds[0],
    folderId: tenant.folderIds[0],
    isGlobal: false,
    isPreConfigured: true,
    preConfiguredWorkspaceId: tenant.workspaceId,
    welcomeMessage: "ai_custom",
    customWelcomeMessage: "Hello, how can I help?",
    flowData: {
      nodes: [{ id: "n1", type: "start", data: { text: "Hi" } }],
      edges: [{ id: "e1", source: "n1", target: "n1" }],
    },
    prompt: "Be brief and kind.",
    isActive: false,
    agentWebhookUrl: "https://example.com/agent",
    inboundWebhookUrl: "https://example.com/inbound",
    dynamicVariableCollections: [
      { id: "c1", name: "Default", isDefault: true, variables: [{ key: "firstName", value: "Ada" }] },
    ],
    webhooks: [
      {
        name: "Booking",
        url: "https://example.com/book",
        method: "PUT",
        headers: { "X-Token": "secret-token-value" },
        body: '{"slot":"{{slot}}"}',
        description: "Books a slot",
        variablesforcallflow: [{ name: "slot", description: "Wanted time" }],
        responseVariables: [{ name: "code", path: "$.code", description: "Booking code" }],
        isTesting: true,
        textToSpeak: "One moment",
        testResponse: '{"code":"1"}',
      },
    ],
    settings: {
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Hello, how can I help?",
      enableHumanLikeVoiceAndTone: true,
      welcomeMessageDelay: 2,
      webhooks: { agent: "https://example.com/agent", inbound: "https://example.com/inbound" },
      customerLocation: "berlin",
      transfers: [{ to: "+15550101" }],
      knowledgeBases: [tenant.knowledgeBaseIds[0]],
      utilizePriorCallsContext: true,
      callSettings: { trilletVoiceGuard: false, reminderMessages: ["Still there?"] },
      security: { securityOptOut: true, publicAccess: true },
    },
  };
}

/** The smallest request that makes a call flow. */
export function smallCallFlow(name = "Front desk", more: Record<string, unknown> = {}) {
  return { name, direction: "bidirectional", promptType: "simple", prompt: "Be brief.", ...more };
}

/** A request to create a message flow with every documented field, working hours flat as documented. */
export function everyMessageFlowField({ tenant }: TestWorkspace) {
  return {
    name: "SMS follow-up",
    direction: "inbound",
    description: "After a missed call",
    agent: tenant.omniFlowAgentIds[0],
    initiationMessage: "Hi, we missed your call.",
    prompt: "Be brief.",
    messageChannel: "SMS",
    isActive: false,
    autopilot: true,
    settings: {
      responseSettings: {
        delay: 5,
        enabled: true,
        start: "09:00",
        end: "17:00",
        timezone: "Europe/Berlin",
        outOfHoursMessage: "We are closed.",
      },
      security: { hipaaCompliance: true },
      emailSettings: { subjectLine: "Hello", signature: "The team" },
    },
  };
}

/** The smallest request that makes a message flow. */
export function smallMessageFlow(
  { tenant }: TestWorkspace,
  name = "Follow-up",
  more: Record<string, unknown> = {},
) {
  return {
    name,
    direction: "outbound",
    agent: tenant.omniFlowAgentIds[0],
    initiationMessage: "Hi",
    prompt: "Be brief.",
    messageChannel: "SMS",
    ...more,
  };
}
