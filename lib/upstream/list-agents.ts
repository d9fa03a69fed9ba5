import "server-only";
import type { UpstreamConnection } from "./connection";
import { readRows, type UpstreamList } from "./list-rows";
import { RawFields } from "./raw-fields";
import { readUpstream } from "./read-upstream";

/** Upstream quirk Q24: call flows need a call agent, message flows an omni flow agent; two different lists. */
export type AgentKind = "call" | "omni";

export interface AgentSummary {
  id: string;
  name: string;
  /** "pending", "ready" or "error" as documented. */
  status: string | null;
}

export const AGENTS_PATH: Record<AgentKind, string> = {
  call: "/v1/api/agents",
  omni: "/v1/api/omni-flow-agents",
};

/**
 * Lists agents for a picker: nothing but id, name and status, because rows also hold keys and live call data
 * (upstream quirk Q35). Rows without an id are dropped and counted: the documented omni list has none (Q23).
 * @throws UpstreamError
 */
export async function listAgents(
  connection: UpstreamConnection,
  kind: AgentKind,
): Promise<UpstreamList<AgentSummary>> {
  const { json } = await readUpstream(connection, AGENTS_PATH[kind]);
  return readRows(json, ["data", "agents"], connection, (id, row) => {
    const fields = new RawFields(row);
    return { id, name: fields.text("name", null) ?? "", status: fields.text("status", null) };
  });
}
