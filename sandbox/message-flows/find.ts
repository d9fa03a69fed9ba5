import type { Call } from "@/sandbox/api/call";
import { notFound } from "@/sandbox/api/refusal";
import type { StoredMessageFlow } from "@/sandbox/state/message-flow";

/**
 * The message flow that a request's path names, within its workspace.
 * @throws Refusal in the generation's shape for an unknown id.
 */
export function findMessageFlow({ state, params, workspaceId, generation }: Call): StoredMessageFlow {
  const flow = state.messageFlows.find((row) => row._id === params.id && row.workspaceId === workspaceId);
  if (!flow) throw notFound("Message flow", generation);
  return flow;
}
