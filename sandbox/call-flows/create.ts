import type { Call } from "@/sandbox/api/call";
import { parseBody } from "@/sandbox/api/parse-body";
import { invalid } from "@/sandbox/api/refusal";
import type { Answer } from "@/sandbox/http/answer";
import type { CallFlowSettings, StoredCallFlow } from "@/sandbox/state/call-flow";
import { newId } from "@/sandbox/state/new-id";
import { presentCallFlow } from "./answers";
import { storedCollections } from "./collections";
import { type CreateCallFlowRequest, createCallFlowRequest } from "./create-request";
import { defaultCallFlowSettings } from "./defaults";
import { newCallFlow } from "./new-flow";
import { setPrompt } from "./prompt";
import { checkCallFlowReferences } from "./references";
import { webhookFromCreate } from "./webhooks";

/**
 * `POST /v1/api/call-flows`. Not idempotent: each request makes another flow (upstream quirk Q32).
 * The success status is not documented, so it differs by generation and a client must take any 2xx.
 */
export function createCallFlow(call: Call): Answer {
  const request = parseBody(createCallFlowRequest, call.body);
  checkCallFlowReferences(call, { ...request, knowledgeBases: request.settings?.knowledgeBases });
  const flow = flowFrom(request, call);
  if (flow.customWelcomeMessage && flow.welcomeMessage !== "ai_custom") {
    throw invalid('customWelcomeMessage: only allowed when welcomeMessage is "ai_custom"');
  }
  call.state.callFlows.push(flow);
  activatePendingNumber(call, flow);
  call.state.folders.find((folder) => folder._id === flow.folderId)?.pathways.push(flow._id);
  return { status: call.generation === "newer" ? 201 : 200, json: presentCallFlow(flow, call.generation) };
}

/**
 * Where a value may be given twice, the top level wins (the sandbox's choice; upstream quirk Q14 leaves it
 * open).
 */
function givenTwice(request: CreateCallFlowRequest, base: StoredCallFlow) {
  const { settings } = request;
  return {
    welcomeMessage: request.welcomeMessage ?? settings?.welcomeMessage ?? base.welcomeMessage,
    customWelcomeMessage: request.customWelcomeMessage ?? settings?.customWelcomeMessage ?? "",
    agentWebhookUrl: request.agentWebhookUrl ?? settings?.webhooks?.agent ?? "",
    inboundWebhookUrl: request.inboundWebhookUrl ?? settings?.webhooks?.inbound ?? "",
  };
}

function flowFrom(request: CreateCallFlowRequest, call: Call): StoredCallFlow {
  const { workspaceId, now } = call;
  const { name, direction } = request;
  const base = newCallFlow({ _id: newId(now), workspaceId, name, direction }, now);
  const flow: StoredCallFlow = {
    ...base,
    folderId: request.folderId ?? null,
    isGlobal: request.isGlobal ?? false,
    isPreConfigured: request.isPreConfigured ?? false,
    preConfiguredWorkspaceId: request.preConfiguredWorkspaceId ?? null,
    description: request.description ?? "",
    agent: request.agent ?? null,
    ...givenTwice(request, base),
    flowData: { nodes: request.flowData?.nodes ?? [], edges: request.flowData?.edges ?? [] },
    isActive: request.isActive ?? true,
    dynamicVariableCollections: storedCollections(request.dynamicVariableCollections ?? []),
    webhooks: (request.webhooks ?? []).map(webhookFromCreate),
    settings: settingsFrom(request.settings),
  };
  setPrompt(flow, request.prompt ?? "", now);
  return flow;
}

/**
 * `securityOptOut` leaves HIPAA compliance off whether it is true, false or absent: the polarity of the
 * mapping is not documented (upstream quirk Q5), and the documented answer shows false.
 */
function settingsFrom(request: CreateCallFlowRequest["settings"]): CallFlowSettings {
  const base = defaultCallFlowSettings();
  if (!request) return base;
  return {
    ...base,
    enableHumanLikeVoiceAndTone: request.enableHumanLikeVoiceAndTone ?? base.enableHumanLikeVoiceAndTone,
    welcomeMessageDelay: request.welcomeMessageDelay ?? base.welcomeMessageDelay,
    customerLocation: request.customerLocation ?? base.customerLocation,
    transfers: request.transfers ?? [],
    knowledgeBases: request.knowledgeBases ?? [],
    utilizePriorCallsContext: request.utilizePriorCallsContext ?? base.utilizePriorCallsContext,
    callSetting: { ...base.callSetting, ...request.callSettings },
    security: { hipaaCompliance: false, publicAccess: request.security?.publicAccess ?? false },
  };
}

/**
 * The documented side effect of `agent` (upstream quirk Q31). The agent's own link to the flow is not set by
 * it.
 */
function activatePendingNumber(call: Call, flow: StoredCallFlow): void {
  if (flow.agent === null) return;
  const number = call.state.phoneNumbers.find(
    (row) => row.agentId === flow.agent && row.status === "pending",
  );
  if (!number) return;
  number.status = "active";
  number.pathwayId = flow._id;
}
