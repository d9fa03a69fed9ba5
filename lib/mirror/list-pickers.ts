import "server-only";
import type { UpstreamConnection } from "@/lib/upstream/connection";
import { listAgents } from "@/lib/upstream/list-agents";
import { type PageProblem, pageProblem } from "@/lib/upstream/page-problem";
import { connectWorkspace } from "@/lib/workspaces/connect";
import { rememberAgents } from "./mirror-agents";

export interface PickerItem {
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
