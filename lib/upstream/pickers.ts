import "server-only";
import { listRows, type UpstreamList } from "./list-rows";
import { RawFields } from "./raw-fields";
import type { UpstreamConnection } from "./request";

/** Upstream quirk Q24: call flows need a call agent, message flows an omni flow agent, from two different lists. */
export type AgentKind = "call" | "omni";

export interface AgentSummary {
  id: string;
  name: string;
  /** "pending", "ready" or "error" as documented. */
  status: string | null;
}

const AGENTS_PATH: Record<AgentKind, string> = {
  call: "/v1/api/agents",
  omni: "/v1/api/omni-flow-agents",
};

/**
 * Lists agents for a picker: only id, name and status, since the rows also have keys and live call data (upstream
 * quirk Q35). Rows without an id are dropped and counted: the documented omni list has no ids (Q23).
 * @throws UpstreamError
 */
export async function listAgents(
  connection: UpstreamConnection,
  kind: AgentKind,
): Promise<UpstreamList<AgentSummary>> {
  const list = { path: AGENTS_PATH[kind], wrappers: ["data", "agents"], keys: ["name", "status"] };
  return await listRows(connection, list, (id, row) => {
    const fields = new RawFields(row);
    return { id, name: fields.text("name", null) ?? "", status: fields.text("status", null) };
  });
}

export interface FolderSummary {
  id: string;
  name: string;
  /** A hex code as documented for answers; requests take a name instead (upstream quirk Q36). */
  color: string | null;
  icon: string | null;
  flowType: string | null;
}

/**
 * Lists the workspace's flow folders for a picker.
 * @throws UpstreamError
 */
export async function listFolders(connection: UpstreamConnection): Promise<UpstreamList<FolderSummary>> {
  const keys = ["name", "color", "icon", "flowType"];
  const list = { path: "/v1/api/flow-folders", wrappers: ["data", "folders"], keys };
  return await listRows(connection, list, (id, row) => {
    const fields = new RawFields(row);
    return {
      id,
      name: fields.text("name", null) ?? "",
      color: fields.text("color", null),
      icon: fields.text("icon", null),
      flowType: fields.text("flowType", null),
    };
  });
}

export interface KnowledgeBaseSummary {
  id: string;
  name: string;
  description: string | null;
}

/**
 * Lists the workspace's knowledge bases for a picker.
 * @throws UpstreamError
 */
export async function listKnowledgeBases(
  connection: UpstreamConnection,
): Promise<UpstreamList<KnowledgeBaseSummary>> {
  // This path has no hyphen, unlike the one for the files of a flow.
  const keys = ["name", "description"];
  const list = { path: "/v1/api/knowledgebase", wrappers: ["data", "knowledgeBases"], keys };
  return await listRows(connection, list, (id, row) => {
    const fields = new RawFields(row);
    return { id, name: fields.text("name", null) ?? "", description: fields.text("description", null) };
  });
}
