import "server-only";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { SharedReads } from "@/lib/upstream/in-flight";
import {
  type AgentKind,
  type AgentSummary,
  listAgents,
  listFolders,
  listKnowledgeBases,
} from "@/lib/upstream/pickers";
import { type PageProblem, pageProblem } from "@/lib/upstream/problems";
import type { UpstreamConnection } from "@/lib/upstream/request";
import { connectWorkspace, readingFor } from "@/lib/workspaces/connect";

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
 * Returns a picker: it lists items from the upstream for a person, with a workspace's key. Who asks for the same list at
 * the same time gets the same answer.
 * @param list one of the lists of `lib/upstream/pickers.ts`; the picker throws what it throws
 */
function pickerOf<Item>(list: (connection: UpstreamConnection) => Promise<{ items: Item[] }>) {
  const lists = new SharedReads<{ items: Item[] }>();
  return async (workspaceId: string, personId: string): Promise<Item[]> => {
    const { connection } = await connectWorkspace(workspaceId, readingFor({ id: personId }));
    return (await lists.share(connection, "list", () => list(connection))).items;
  };
}

/** List what flows may name, each from its own list of the upstream. */
export const pickFolders = pickerOf(listFolders);
export const pickKnowledgeBases = pickerOf(listKnowledgeBases);

/** Lists the agents that flows may have. */
export const pickAgents: Record<AgentKind, ReturnType<typeof pickerOf<AgentSummary>>> = {
  call: pickerOf((connection) => listAgents(connection, "call")),
  omni: pickerOf((connection) => listAgents(connection, "omni")),
};

/**
 * Returns the agents that a flow may have: call agents for call flows, omni flow agents for message flows (upstream
 * quirk Q24). Where the upstream can't be reached, `problem` says why.
 */
export async function loadAgents(
  workspace: { id: string },
  kind: AgentKind,
  personId: string,
): Promise<{ items: PickerItem[]; problem: PageProblem | null }> {
  try {
    const agents = await pickAgents[kind](workspace.id, personId);
    await rememberAgents(workspace.id, kind, agents);
    return { items: agents.map(({ id, name }) => ({ id, name })), problem: null };
  } catch (error) {
    return { items: [], problem: pageProblem(error) };
  }
}
