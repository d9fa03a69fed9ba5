import { spellDate } from "@/sandbox/api/spell-date";
import type { Generation } from "@/sandbox/settings";
import type { StoredCallFlow } from "@/sandbox/state/call-flow";
import type { Agent } from "@/sandbox/state/model";
import { showOddities } from "@/sandbox/state/oddities";
import { newerWebhook, olderWebhook } from "./webhooks";

type CallFlowAnswer = Record<string, unknown>;

/** A whole call flow, as create and get answer it. */
export function presentCallFlow(flow: StoredCallFlow, generation: Generation): CallFlowAnswer {
  return generation === "newer" ? newerCallFlow(flow) : showOddities(olderCallFlow(flow), flow);
}

/** The limits' object has another name in newer answers (upstream quirk Q3). */
function spelledNewer(pointer: string): string {
  return pointer.replace(/^\/settings\/callSetting(?=\/|$)/, "/settings/callSettings");
}

/**
 * The newer generation's full object. It leaves out the stored limits, response settings and attached files, because
 * its documents show none of them.
 */
export function newerCallFlow(flow: StoredCallFlow): CallFlowAnswer {
  const { autopilot, recordingEnabled, odd, settings, webhooks, __v, createdAt, updatedAt, ...fields } = flow;
  const { trilletVoiceGuard, reminderMessages } = settings.callSetting;
  const answer = {
    ...fields,
    webhooks: webhooks.map(newerWebhook),
    settings: {
      welcomeMessage: flow.welcomeMessage,
      customWelcomeMessage: flow.customWelcomeMessage,
      enableHumanLikeVoiceAndTone: settings.enableHumanLikeVoiceAndTone,
      welcomeMessageDelay: settings.welcomeMessageDelay,
      webhooks: { agent: flow.agentWebhookUrl, inbound: flow.inboundWebhookUrl },
      customerLocation: settings.customerLocation,
      transfers: settings.transfers,
      knowledgeBases: settings.knowledgeBases,
      utilizePriorCallsContext: settings.utilizePriorCallsContext,
      callSettings: { trilletVoiceGuard, reminderMessages },
      security: settings.security,
    },
    createdAt,
    updatedAt,
  };
  return showOddities(answer, flow, spelledNewer);
}

/**
 * The older generation's object: webhooks under `settings.webhooks` (upstream quirk Q10), both limits,
 * `autopilot`, `__v`, and no voice guard or reminders. A flow without an agent has no `agent` field at all.
 */
function olderCallFlow(flow: StoredCallFlow): CallFlowAnswer {
  const { settings } = flow;
  return {
    _id: flow._id,
    workspaceId: flow.workspaceId,
    folderId: flow.folderId,
    isGlobal: flow.isGlobal,
    name: flow.name,
    direction: flow.direction,
    description: flow.description,
    ...(flow.agent === null ? {} : { agent: flow.agent }),
    promptType: flow.promptType,
    welcomeMessage: flow.welcomeMessage,
    customWelcomeMessage: flow.customWelcomeMessage,
    flowData: flow.flowData,
    prompt: flow.prompt,
    gemini_prompt: flow.gemini_prompt,
    isActive: flow.isActive,
    autopilot: flow.autopilot,
    agentWebhookUrl: flow.agentWebhookUrl,
    inboundWebhookUrl: flow.inboundWebhookUrl,
    dynamicVariableCollections: flow.dynamicVariableCollections,
    settings: {
      welcomeMessage: flow.welcomeMessage,
      customWelcomeMessage: flow.customWelcomeMessage,
      enableHumanLikeVoiceAndTone: settings.enableHumanLikeVoiceAndTone,
      welcomeMessageDelay: settings.welcomeMessageDelay,
      customerLocation: settings.customerLocation,
      transfers: settings.transfers,
      knowledgeBases: settings.knowledgeBases,
      knowledgeBaseFiles: settings.knowledgeBaseFiles,
      utilizePriorCallsContext: settings.utilizePriorCallsContext,
      ...olderSettings(flow),
    },
    createdAt: spellDate(flow.createdAt, "older"),
    updatedAt: spellDate(flow.updatedAt, "older"),
    __v: flow.__v,
  };
}

/**
 * The partial object with which the older generation answers an update: its documented example, no more
 * (upstream quirk Q28).
 */
export function olderUpdateAnswer(flow: StoredCallFlow): CallFlowAnswer {
  return {
    _id: flow._id,
    workspaceId: flow.workspaceId,
    name: flow.name,
    description: flow.description,
    isActive: flow.isActive,
    promptType: flow.promptType,
    settings: olderSettings(flow),
    updatedAt: spellDate(flow.updatedAt, "older"),
  };
}

function olderSettings({ settings, webhooks }: StoredCallFlow): CallFlowAnswer {
  const { maxCallDuration, endCallOnSilence } = settings.callSetting;
  return {
    responseSettings: settings.responseSettings,
    security: settings.security,
    callSetting: { maxCallDuration, endCallOnSilence },
    webhooks: webhooks.map(olderWebhook),
  };
}

/** A row of the list: a summary only. The older generation populates `agent` (upstream quirk Q13). */
export function callFlowSummary(
  flow: StoredCallFlow,
  agents: Agent[],
  generation: Generation,
): CallFlowAnswer {
  const summary = {
    _id: flow._id,
    workspaceId: flow.workspaceId,
    name: flow.name,
    direction: flow.direction,
    isActive: flow.isActive,
    promptType: flow.promptType,
    createdAt: spellDate(flow.createdAt, generation),
    updatedAt: spellDate(flow.updatedAt, generation),
  };
  const shown = shownInRow(summary, flow);
  if (generation === "newer") return { ...shown, agent: flow.agent };
  const agent = agents.find((row) => row._id === flow.agent);
  return { ...shown, ...(agent ? { agent: { _id: agent._id, name: agent.name } } : {}), __v: flow.__v };
}

/** A row has no unknown keys: it is a summary of documented fields. */
function shownInRow(summary: CallFlowAnswer, flow: StoredCallFlow): CallFlowAnswer {
  const odd = Object.entries(flow.odd ?? {}).filter(([pointer]) => Object.hasOwn(summary, pointer.slice(1)));
  return showOddities(summary, { ...flow, odd: Object.fromEntries(odd) });
}
