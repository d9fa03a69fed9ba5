import "server-only";
import { listFlows } from "./list-flows";
import type { UpstreamConnection } from "./request";

/**
 * Checks the key with the list of call flows, the read that the portal needs most, which has summaries only. Two other
 * lists are not used. The list of workspaces may create a user and a workspace (upstream quirk Q34). The list of agents has
 * keys and live calls in its rows (Q35).
 * @throws UpstreamError, of kind `credentials` when the key is refused
 */
export async function checkConnection(connection: UpstreamConnection): Promise<{ ok: true }> {
  await listFlows(connection, "call_flow");
  return { ok: true };
}
