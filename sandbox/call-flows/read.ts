import type { Call } from "@/sandbox/api/call";
import { notFound } from "@/sandbox/api/refusal";
import type { Answer } from "@/sandbox/http/answer";
import { callFlowSummary, presentCallFlow } from "./answers";

/** `GET /v1/api/call-flows`: a bare array of summaries, without paging (upstream quirk Q18). */
export function listCallFlows({ state, workspaceId, generation }: Call): Answer {
  const flows = state.callFlows.filter((flow) => flow.workspaceId === workspaceId);
  return { status: 200, json: flows.map((flow) => callFlowSummary(flow, state.agents, generation)) };
}

/** `GET /v1/api/call-flows/{id}`. A flow of another workspace is answered like an unknown one. */
export function getCallFlow({ state, workspaceId, generation, params }: Call): Answer {
  const flow = state.callFlows.find((row) => row._id === params.id && row.workspaceId === workspaceId);
  if (!flow) throw notFound("Call flow", generation);
  return { status: 200, json: presentCallFlow(flow, generation) };
}
