import "server-only";
import { sendUpstreamRequest } from "./http-request";
import { FLOW_LIST_WRAPPERS } from "./list-flows";
import { readRows } from "./list-rows";
import { flowsPath, type UpstreamConnection } from "./request";

/**
 * Checks the key with one request: the list of call flows, the read that the portal needs most, which has summaries
 * only. Two other lists are not used. The list of workspaces may create a user and a workspace (upstream quirk Q34).
 * The list of agents has keys and live calls in its rows (Q35).
 * @throws UpstreamError, of kind `credentials` when the key is refused
 */
export async function checkConnection(connection: UpstreamConnection): Promise<{ ok: true }> {
  const { json } = await sendUpstreamRequest(connection, { method: "GET", path: flowsPath("call_flow") });
  readRows(json, FLOW_LIST_WRAPPERS, connection, (id) => id);
  return { ok: true };
}
