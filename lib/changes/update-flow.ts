import "server-only";
import type { FlowPatch } from "@/lib/flows/requests/flow-patch";
import { lastRevision } from "@/lib/mirror/last-revision";
import { connectWorkspace } from "@/lib/workspaces/connect";
import { admitChange } from "./admit-change";
import { carryOutChange, type FlowChange, type WriteResult } from "./carry-out-change";
import { maskedBody, requestDigest } from "./request-digest";

export interface UpdateFlow extends FlowChange {
  patch: FlowPatch;
}

/**
 * Changes a flow upstream: the whole life of a change, from the durable intent to the settled outcome.
 *
 * @returns the answer, and whether it was given before to the same request
 * @throws Problem when the request is refused before it becomes a change (a key in use, a flow that is being changed)
 */
export async function updateFlow(update: UpdateFlow): Promise<WriteResult> {
  const workspace = await connectWorkspace(update.workspaceId);
  const known = await lastRevision(update.workspaceId, update.kind, update.flowId);
  const admission = await admitChange(update, {
    verb: "update",
    flowId: update.flowId,
    flowName: known?.stored.name ?? update.flowId,
    intent: maskedBody(update.patch),
    requestDigest: requestDigest(workspace, [
      "PATCH",
      update.kind,
      update.flowId,
      update.ifMatch,
      update.patch,
    ]),
  });
  if (!admission.admitted) return { answer: admission.replay, replayed: true };
  const { id } = admission.change;
  return { answer: await carryOutChange(workspace, update, id, () => update.patch), replayed: false };
}
