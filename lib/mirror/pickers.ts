import "server-only";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { type AgentKind, type AgentSummary, listAgents } from "@/lib/upstream/pickers";
import { type PageProblem, pageProblem } from "@/lib/upstream/problems";
import type { UpstreamConnection } from "@/lib/upstream/request";
import { connectWorkspace } from "@/lib/workspaces/connect";

/** Returns the kind of agents that a kind of flow names (upstream quirk Q24: two different resources). */
export function agentKindOf(kind: FlowKind): AgentKind {
  return kind === "call_flow" ? "call" : "omni";
}

/**
 * Stores the names of a list that was just read. Agents that are gone keep their names, since old flows may name them.
 */
export async function rememberAgents(
  workspaceId: string,
  kind: AgentKind,
  agents: AgentSummary[],
): Promise<void> {
  await database().$executeRaw`
    INSERT INTO "MirroredAgent" ("workspaceId", "kind", "upstreamId", "name")
    SELECT DISTINCT ON (listed."id") ${workspaceId}::uuid, ${kind}, listed."id", listed."name"
    FROM jsonb_to_recordset(${JSON.stringify(agents)}::jsonb) AS listed ("id" text, "name" text)
    ON CONFLICT ("workspaceId", "kind", "upstreamId") DO UPDATE SET "name" = excluded."name"`;
}

/** Returns the names of agents by id, as last listed. Sends nothing to the upstream. */
export async function agentNames(workspaceId: string, kind: AgentKind): Promise<Map<string, string>> {
  const rows = await database().mirroredAgent.findMany({ where: { workspaceId, kind } });
  return new Map(rows.map(({ upstreamId, name }) => [upstreamId, name]));
}

interface PickerItem {
  id: string;
  name: string;
}

/**
 * Lists the items of a picker from the upstream, with a workspace's key.
 * @param list one of the lists of `lib/upstream/pickers.ts`
 * @throws UpstreamError as the list itself
 */
export async function listForPicker<Item>(
  workspaceId: string,
  list: (connection: UpstreamConnection) => Promise<{ items: Item[] }>,
): Promise<Item[]> {
  const { connection } = await connectWorkspace(workspaceId);
  return (await list(connection)).items;
}

/**
 * Returns the agents that a flow may have: call agents for call flows, omni flow agents for message flows (upstream
 * quirk Q24). Where the upstream can't be reached, `problem` says why.
 */
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
