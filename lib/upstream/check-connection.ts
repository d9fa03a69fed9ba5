import "server-only";
import { sendUpstreamRequest } from "./http-request";
import { FLOW_LIST_WRAPPERS } from "./list-flows";
import { readRows } from "./list-rows";
import { flowsPath, type UpstreamConnection } from "./request";

/**
 * Tries the key once with the read that the portal needs most: the list of call flows, which is one of summaries. Not
 * the list of workspaces, which may create a user and a workspace (upstream quirk Q34), nor that of agents, whose rows
 * carry keys and live calls (Q35).
 * @throws UpstreamError, of kind `credentials` when the key is refused
 */
export async function checkConnection(connection: UpstreamConnection): Promise<{ ok: true }> {
  const { json } = await sendUpstreamRequest(connection, { method: "GET", path: flowsPath("call_flow") });
  readRows(json, FLOW_LIST_WRAPPERS, connection, (id) => id);
  return { ok: true };
}
