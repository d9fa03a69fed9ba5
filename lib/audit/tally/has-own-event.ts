import "server-only";
import { database } from "@/lib/db/client";

/**
 * Whether what somebody asked for has left an event already, so that its failing need not be told again.
 * @param chain a workspace's id, or "portal"
 * @param actorId who asked: what somebody else did under the same request, such as drift that it found, is no answer
 */
export async function hasOwnEvent(
  chain: string,
  requestId: string,
  actorId: string | null,
): Promise<boolean> {
  return (await database().auditEvent.count({ where: { chain, requestId, actorId } })) > 0;
}
