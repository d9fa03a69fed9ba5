import type { Call } from "@/sandbox/api/call";
import { notFound } from "@/sandbox/api/refusal";
import { spellDate } from "@/sandbox/api/spell-date";
import type { Answer } from "@/sandbox/http/answer";
import type { Generation } from "@/sandbox/settings";
import type { KnowledgeBase } from "@/sandbox/state/model";

/** `GET /v1/api/knowledgebase`: a bare array. */
export function listKnowledgeBases({ state, workspaceId, generation }: Call): Answer {
  const bases = state.knowledgeBases.filter((base) => base.workspaceId === workspaceId);
  return { status: 200, json: bases.map((base) => present(base, generation)) };
}

/** `GET /v1/api/knowledgebase/{id}`. */
export function getKnowledgeBase({ state, workspaceId, generation, params }: Call): Answer {
  const base = state.knowledgeBases.find((row) => row._id === params.id && row.workspaceId === workspaceId);
  if (!base) throw notFound("Knowledge base", generation);
  return { status: 200, json: present(base, generation) };
}

function present(base: KnowledgeBase, generation: Generation): Record<string, unknown> {
  return {
    ...base,
    createdAt: spellDate(base.createdAt, generation),
    updatedAt: spellDate(base.updatedAt, generation),
  };
}
