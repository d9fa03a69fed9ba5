import "server-only";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow-kind";
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
  await database().$executeRaw`
    INSERT INTO "MirroredAgent" ("workspaceId", "kind", "upstreamId", "name")
    SELECT DISTINCT ON (told."id") ${workspaceId}::uuid, ${kind}, told."id", told."name"
    FROM jsonb_to_recordset(${JSON.stringify(agents)}::jsonb) AS told ("id" text, "name" text)
    ON CONFLICT ("workspaceId", "kind", "upstreamId") DO UPDATE SET "name" = excluded."name"`;
}

/** The names of agents by id, as last listed. Asks nobody. */
export async function agentNames(workspaceId: string, kind: AgentKind): Promise<Map<string, string>> {
  const rows = await database().mirroredAgent.findMany({ where: { workspaceId, kind } });
  return new Map(rows.map(({ upstreamId, name }) => [upstreamId, name]));
}
