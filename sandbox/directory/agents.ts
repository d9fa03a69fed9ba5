import type { Call } from "@/sandbox/api/call";
import { notFound } from "@/sandbox/api/refusal";
import { spellDate } from "@/sandbox/api/spell-date";
import type { Answer } from "@/sandbox/http/answer";
import type { Generation } from "@/sandbox/settings";
import type { Agent } from "@/sandbox/state/model";

/**
 * `GET /v1/api/agents`: call agents, whole. They carry secrets and live call data that a client must drop
 * (upstream quirk Q35).
 */
export function listAgents({ state, workspaceId, generation }: Call): Answer {
  const agents = state.agents.filter((agent) => agent.workspaceId === workspaceId);
  return { status: 200, json: agents.map((agent) => present(agent, generation)) };
}

/** `GET /v1/api/agents/{id}`. */
export function getAgent({ state, workspaceId, generation, params }: Call): Answer {
  const agent = state.agents.find((row) => row._id === params.id && row.workspaceId === workspaceId);
  if (!agent) throw notFound("Agent", generation);
  return { status: 200, json: present(agent, generation) };
}

function present(agent: Agent, generation: Generation): Record<string, unknown> {
  const { phoneNumberIds, pathway, ...fields } = agent;
  return {
    ...fields,
    type: "voice",
    smartCallback: false,
    maxAttemptsForSmartCallback: 5,
    gapBetweenEachAttemptForSmartCallback: [],
    ...(pathway === null ? {} : { pathway }),
    ...(generation === "newer" ? { phoneNumberIds } : { phoneNumberId: phoneNumberIds[0] ?? null, __v: 0 }),
    createdAt: spellDate(agent.createdAt, generation),
    updatedAt: spellDate(agent.updatedAt, generation),
  };
}
