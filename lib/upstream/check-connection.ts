import "server-only";
import type { UpstreamConnection } from "./connection";
import { sendUpstreamRequest } from "./http-request";
import { AGENTS_PATH } from "./list-agents";
import { readRows } from "./list-rows";

/**
 * Tries the key once with a cheap read. A list of agents is asked for, not the list of workspaces, which may
 * create a user and a workspace (upstream quirk Q34).
 * @throws UpstreamError, of kind `credentials` when the key is refused
 */
export async function checkConnection(connection: UpstreamConnection): Promise<{ ok: true }> {
  const { json } = await sendUpstreamRequest(connection, { method: "GET", path: AGENTS_PATH.call });
  readRows(json, ["data", "agents"], connection, (id) => id);
  return { ok: true };
}
