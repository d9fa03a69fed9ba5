import type { Call } from "@/sandbox/api/call";
import { parseBody } from "@/sandbox/api/parse-body";
import { touch } from "@/sandbox/api/touch";
import type { Answer } from "@/sandbox/http/answer";
import type { UpdateMode } from "@/sandbox/settings";
import type { MessageFlowSettings } from "@/sandbox/state/message-flow";
import { takeBack } from "@/sandbox/state/oddities";
import { listedMessageFlow, toggledMessageFlow } from "./answers";
import { defaultMessageFlowSettings } from "./defaults";
import { findMessageFlow } from "./find";
import { toggleAutopilotRequest, type UpdateMessageFlowRequest, updateMessageFlowRequest } from "./requests";

/** `PUT /v1/api/message-flows/{id}`. */
export function updateMessageFlow(call: Call): Answer {
  const flow = findMessageFlow(call);
  const { rest, odd } = takeBack(call.body, flow, call.update, isNamedByUpdate);
  const request = parseBody(updateMessageFlowRequest, rest);
  if (flow.odd) flow.odd = odd;
  flow.description = request.description ?? (call.update === "replace" ? "" : flow.description);
  flow.settings = applySettings(flow.settings, request.settings, call.update);
  if (request.toggleAutopilot) flow.autopilot = !flow.autopilot;
  touch(flow, call);
  return { status: 200, json: listedMessageFlow(flow, call.generation) };
}

/**
 * `PUT /v1/api/message-flows/{id}/toggle-autopilot`: flips the switch, so two calls cancel each other out
 * (upstream quirk Q2).
 */
export function toggleAutopilot(call: Call): Answer {
  parseBody(toggleAutopilotRequest, call.body);
  const flow = findMessageFlow(call);
  flow.autopilot = !flow.autopilot;
  touch(flow, call);
  return { status: 200, json: toggledMessageFlow(flow, call.generation) };
}

/** An update can't name any other stored field, so it can't replace them either. */
function isNamedByUpdate(pointer: string): boolean {
  return /^\/(description$|settings\/(?!knowledgeBases))/.test(pointer);
}

function applySettings(
  present: MessageFlowSettings,
  request: UpdateMessageFlowRequest["settings"],
  mode: UpdateMode,
): MessageFlowSettings {
  const absent = mode === "replace" ? defaultMessageFlowSettings() : present;
  const { responseSettings, security, emailSettings } = request ?? {};
  return {
    responseSettings: {
      delay: responseSettings?.delay ?? absent.responseSettings.delay,
      workingHours: { ...absent.responseSettings.workingHours, ...responseSettings?.workingHours },
    },
    security: { ...absent.security, ...security },
    emailSettings: { ...absent.emailSettings, ...emailSettings },
    // An update cannot name knowledge bases, so it cannot clear them either.
    knowledgeBases: present.knowledgeBases,
  };
}
