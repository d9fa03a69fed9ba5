import type { Call } from "@/sandbox/api/call";
import { notFound } from "@/sandbox/api/refusal";
import { spellDate } from "@/sandbox/api/spell-date";
import type { Answer } from "@/sandbox/http/answer";
import type { Generation } from "@/sandbox/settings";
import type { OmniFlowAgent } from "@/sandbox/state/model";

/**
 * `GET /v1/api/omni-flow-agents`. Some rows have no `_id`, and `phoneNumberId` comes in three shapes
 * (upstream quirk Q23).
 */
export function listOmniFlowAgents({ state, workspaceId, generation }: Call): Answer {
  const agents = state.omniFlowAgents.filter((agent) => agent.workspaceId === workspaceId);
  return { status: 200, json: agents.map((agent) => present(agent, generation)) };
}

/** `GET /v1/api/omni-flow-agents/{id}`. */
export function getOmniFlowAgent({ state, workspaceId, generation, params }: Call): Answer {
  const agent = state.omniFlowAgents.find((row) => row._id === params.id && row.workspaceId === workspaceId);
  if (!agent) throw notFound("Omni flow agent", generation);
  return { status: 200, json: present(agent, generation) };
}

function present(agent: OmniFlowAgent, generation: Generation): Record<string, unknown> {
  const { _id, showsId, ...fields } = agent;
  return {
    ...(showsId ? { _id } : {}),
    ...fields,
    createdAt: spellDate(agent.createdAt, generation),
    updatedAt: spellDate(agent.updatedAt, generation),
  };
}
