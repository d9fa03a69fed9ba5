import type { Call } from "@/sandbox/api/call";
import type { Answer } from "@/sandbox/http/answer";
import { listedMessageFlow, readMessageFlow } from "./answers";
import { findMessageFlow } from "./find";

/**
 * `GET /v1/api/message-flows`: a bare array. The older generation's rows have empty settings, as its
 * example.
 */
export function listMessageFlows({ state, workspaceId, generation }: Call): Answer {
  const flows = state.messageFlows.filter((flow) => flow.workspaceId === workspaceId);
  const rows = flows.map((flow) => {
    const row = listedMessageFlow(flow, generation);
    return generation === "older" ? { ...row, settings: {} } : row;
  });
  return { status: 200, json: rows };
}

/** `GET /v1/api/message-flows/{id}`. */
export function getMessageFlow(call: Call): Answer {
  return { status: 200, json: readMessageFlow(findMessageFlow(call), call.generation) };
}
