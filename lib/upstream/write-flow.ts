import "server-only";
import type { UpstreamConnection } from "./connection";
import { sendUpstreamRequest } from "./http-request";
import type { UpstreamAnswer } from "./upstream-answer";
import type { WireRequest } from "./wire-request";

/**
 * Sends one write to the upstream, exactly once. The answer's body is unchecked and may be a partial flow
 * (upstream quirk Q28): see `isCompleteAnswer`.
 * @throws UpstreamError; with `sent` true the write may have been applied
 */
export async function writeFlow(connection: UpstreamConnection, wire: WireRequest): Promise<UpstreamAnswer> {
  return sendUpstreamRequest(connection, wire);
}
