import "server-only";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/flow-kind";
import type { AgentKind, AgentSummary } from "@/lib/upstream/list-agents";

/** Which agents a kind of flow names (upstream quirk Q24: two different resources). */
export function agentKindOf(kind: FlowKind): AgentKind {
  return kind === "call_flow" ? "call" : "omni";
}

/** Keeps the names of a just fetched list; agents that are gone keep theirs, since old flows may name them. */
export async function rememberAgents(
  workspaceId: string,
  kind: AgentKind,
  agents: AgentSummary[],
): Promise<void> {
  await database().$transaction(
    agents.map(({ id, name }) =>
      database().mirroredAgent.upsert({
        where: { workspaceId_kind_upstreamId: { workspaceId, kind, upstreamId: id } },
        create: { workspaceId, kind, upstreamId: id, name },
        update: { name },
      }),
    ),
  );
}

/** The names of agents by id, as last listed. Asks nobody. */
export async function agentNames(workspaceId: string, kind: AgentKind): Promise<Map<string, string>> {
  const rows = await database().mirroredAgent.findMany({ where: { workspaceId, kind } });
  return new Map(rows.map(({ upstreamId, name }) => [upstreamId, name]));
}
