import "server-only";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { type AgentKind, type AgentSummary, listAgents } from "@/lib/upstream/pickers";
import { type PageProblem, pageProblem } from "@/lib/upstream/problems";
import type { UpstreamConnection } from "@/lib/upstream/request";
import { connectWorkspace } from "@/lib/workspaces/connect";

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

interface PickerItem {
  id: string;
  name: string;
}

/**
 * Asks the upstream for things to pick from, with a workspace's key.
 * @throws UpstreamError as the list itself
 */
export async function listForPicker<Item>(
  workspaceId: string,
  list: (connection: UpstreamConnection) => Promise<{ items: Item[] }>,
): Promise<Item[]> {
  const { connection } = await connectWorkspace(workspaceId);
  return (await list(connection)).items;
}

/** The agents that a flow may be given: call agents for call flows, omni flow agents for message flows (quirk Q24). */
export async function loadAgents(
  workspace: { id: string },
  kind: "call" | "omni",
): Promise<{ items: PickerItem[]; problem: PageProblem | null }> {
  try {
    const agents = await listForPicker(workspace.id, (connection) => listAgents(connection, kind));
    await rememberAgents(workspace.id, kind, agents);
    return { items: agents.map(({ id, name }) => ({ id, name })), problem: null };
  } catch (error) {
    return { items: [], problem: pageProblem(error) };
  }
}
