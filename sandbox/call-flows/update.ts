import type { Call } from "@/sandbox/api/call";
import { parseBody } from "@/sandbox/api/parse-body";
import { notFound, serverError } from "@/sandbox/api/refusal";
import { touch } from "@/sandbox/api/touch";
import type { Answer } from "@/sandbox/http/answer";
import type { UpdateMode } from "@/sandbox/settings";
import type { CallFlowSettings, StoredCallFlow } from "@/sandbox/state/call-flow";
import { type Oddities, takeBack } from "@/sandbox/state/oddities";
import { newerCallFlow, olderUpdateAnswer } from "./answers";
import { storedCollections } from "./collections";
import { defaultCallFlowSettings } from "./defaults";
import { newCallFlow } from "./new-flow";
import { setPrompt } from "./prompt";
import { checkCallFlowReferences } from "./references";
import { type UpdateCallFlowRequest, updateCallFlowRequest } from "./update-request";
import { webhookFromUpdate } from "./webhooks";

/**
 * `PUT /v1/api/call-flows/{id}`. Every entry of `webhooks` is added as a new webhook (upstream quirk Q1), and in the
 * older generation `toggleAutopilot: true` flips the switch (upstream quirk Q2).
 */
export function updateCallFlow(call: Call): Answer {
  const flow = call.state.callFlows.find(
    (row) => row._id === call.params.id && row.workspaceId === call.workspaceId,
  );
  const { rest, odd } = takeBack(call.body, flow ?? {}, call.update, isNamedByUpdate);
  const request = parseBody(updateCallFlowRequest(call.generation), rest);
  if (!flow) throw notFound("Call flow", call.generation);
  checkCallFlowReferences(call, { ...request, knowledgeBases: request.settings?.knowledgeBases });
  if (call.generation === "older") requireLimits(request, odd);
  if (flow.odd) flow.odd = odd;
  applyFields(flow, request, call);
  flow.settings = applySettings(flow.settings, request.settings, call.update);
  for (const webhook of request.webhooks ?? []) {
    flow.webhooks.push(webhookFromUpdate(webhook, call.generation));
  }
  if (request.toggleAutopilot) flow.autopilot = !flow.autopilot;
  // Recording stays off when compliance is switched off again: the request does not name it (upstream quirk Q29).
  if (flow.settings.security.hipaaCompliance) flow.recordingEnabled = false;
  touch(flow, call);
  return { status: 200, json: call.generation === "newer" ? newerCallFlow(flow) : olderUpdateAnswer(flow) };
}

/**
 * The older document says both limits "are a must"; in the field such a request fails with 500 (upstream
 * quirk Q4).
 */
function requireLimits(request: UpdateCallFlowRequest, odd: Oddities): void {
  const limits = request.settings?.callSetting;
  const isSent = (name: "maxCallDuration" | "endCallOnSilence") =>
    limits?.[name] !== undefined || Object.hasOwn(odd, `/settings/callSetting/${name}`);
  if (!isSent("maxCallDuration") || !isSent("endCallOnSilence")) {
    throw serverError("endCallOnSilence and maxCallDuration must be sent");
  }
}

/** The stored fields that no update can name, so that it can't replace them either. */
const UNNAMED =
  /^\/(agent|folderId|flowData|isPreConfigured|preConfiguredWorkspaceId|agentWebhookUrl|inboundWebhookUrl|autopilot|webhooks|name|direction|locations|startNodeId|promptVersions|currentPromptId|gemini_prompt)(\/|$)/;

function isNamedByUpdate(pointer: string): boolean {
  return !UNNAMED.test(pointer);
}

/**
 * Sets the flow's own fields. In replace mode an absent field falls back to its default, but `name` and
 * `direction` have none.
 */
function applyFields(flow: StoredCallFlow, request: UpdateCallFlowRequest, call: Call): void {
  const kept = Object.keys(flow.odd ?? {}).map((pointer) => pointer.slice(1));
  const odd = Object.fromEntries(Object.entries(flow).filter(([name]) => kept.includes(name)));
  const absent: StoredCallFlow =
    call.update === "replace" ? { ...newCallFlow(flow, call.now), ...odd } : flow;
  flow.name = request.name ?? flow.name;
  flow.direction = request.direction ?? flow.direction;
  // Sending "simple" turns a flow with the type "flow" into a simple one; its nodes and edges stay (upstream quirk Q8).
  flow.promptType = request.promptType ?? flow.promptType;
  flow.description = request.description ?? absent.description;
  flow.isActive = request.isActive ?? absent.isActive;
  flow.isGlobal = request.isGlobal ?? absent.isGlobal;
  flow.welcomeMessage = request.welcomeMessage ?? absent.welcomeMessage;
  flow.customWelcomeMessage = request.customWelcomeMessage ?? absent.customWelcomeMessage;
  flow.dynamicVariableCollections = request.dynamicVariableCollections
    ? storedCollections(request.dynamicVariableCollections)
    : absent.dynamicVariableCollections;
  setPrompt(flow, request.prompt ?? absent.prompt, call.now);
}

function applySettings(
  present: CallFlowSettings,
  request: UpdateCallFlowRequest["settings"],
  mode: UpdateMode,
): CallFlowSettings {
  const absent = mode === "replace" ? defaultCallFlowSettings() : present;
  if (!request) return absent;
  const { callSetting, responseSettings, security, ...rest } = request;
  return {
    ...absent,
    ...rest,
    callSetting: { ...absent.callSetting, ...callSetting },
    responseSettings: {
      delay: responseSettings?.delay ?? absent.responseSettings.delay,
      workingHours: { ...absent.responseSettings.workingHours, ...responseSettings?.workingHours },
    },
    security: { ...absent.security, ...security },
  };
}
