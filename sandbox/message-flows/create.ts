import type { Call } from "@/sandbox/api/call";
import { parseBody } from "@/sandbox/api/parse-body";
import { invalid } from "@/sandbox/api/refusal";
import type { Answer } from "@/sandbox/http/answer";
import type { MessageFlowSettings, StoredMessageFlow } from "@/sandbox/state/message-flow";
import { newId } from "@/sandbox/state/new-id";
import { createdMessageFlow } from "./answers";
import { defaultMessageFlowSettings } from "./defaults";
import { type CreateMessageFlowRequest, createMessageFlowRequest } from "./requests";

/**
 * `POST /v1/api/message-flows`. Needs an omni flow agent; a call agent's id is refused (upstream quirk Q24).
 */
export function createMessageFlow(call: Call): Answer {
  const request = parseBody(createMessageFlowRequest, call.body);
  const { state, workspaceId, now } = call;
  if (!state.omniFlowAgents.some((row) => row._id === request.agent && row.workspaceId === workspaceId)) {
    throw invalid(`agent: no omni flow agent ${request.agent} in this workspace`, "invalid_agent");
  }
  const flow: StoredMessageFlow = {
    _id: newId(now),
    workspaceId,
    name: request.name,
    direction: request.direction,
    description: request.description ?? "",
    agent: request.agent,
    initiationMessage: request.initiationMessage,
    prompt: request.prompt,
    messageChannel: request.messageChannel,
    // The document describes isActive with autopilot's sentence, default false included (upstream quirk Q27).
    isActive: request.isActive ?? false,
    autopilot: request.autopilot ?? false,
    settings: settingsFrom(request.settings),
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    __v: 0,
  };
  state.messageFlows.push(flow);
  return { status: call.generation === "newer" ? 201 : 200, json: createdMessageFlow(flow, call.generation) };
}

function settingsFrom(request: CreateMessageFlowRequest["settings"]): MessageFlowSettings {
  const base = defaultMessageFlowSettings();
  const { delay, ...workingHours } = request?.responseSettings ?? {};
  return {
    responseSettings: {
      delay: delay ?? base.responseSettings.delay,
      workingHours: { ...base.responseSettings.workingHours, ...workingHours },
    },
    security: { ...base.security, ...request?.security },
    emailSettings: { ...base.emailSettings, ...request?.emailSettings },
    knowledgeBases: [],
  };
}
