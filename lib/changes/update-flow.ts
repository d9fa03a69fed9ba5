import "server-only";
import { database } from "@/lib/db/client";
import type { StoredFlow } from "@/lib/flows/model/flow";
import type { FlowPatch } from "@/lib/flows/requests/apply-patch";
import { planRestore } from "@/lib/flows/requests/plan-restore";
import { restoreIntent } from "@/lib/mirror/revision-authorship";
import { lastRevision, storedRevision } from "@/lib/mirror/revisions";
import { invalidBody } from "@/lib/problems/problem";
import { connectWorkspace, writing } from "@/lib/workspaces/connect";
import { admitChange } from "./admit-change";
import { type AnsweredRequest, carryOutChange, type ExistingFlowRequest } from "./carry-out-change";
import { maskedBody, requestDigest } from "./write-request";

interface UpdateRequest extends ExistingFlowRequest {
  patch: FlowPatch;
}

/**
 * Changes a flow upstream: the whole life of a change, from the durable intent to the settled outcome.
 *
 * @throws Problem when the request is refused before it becomes a change (a key in use, a flow that is being changed)
 */
export async function updateFlow(update: UpdateRequest): Promise<AnsweredRequest> {
  const workspace = await connectWorkspace(update.workspaceId, writing(update.actor.id, 2));
  const known = await lastRevision(update.workspaceId, update.kind, update.flowId);
  const { change, earlier } = await admitChange(update, {
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
  if (!change) return { answer: earlier, replayed: true };
  const { id } = change;
  return { answer: await carryOutChange(workspace, update, id, () => update.patch), replayed: false };
}

interface RestoreRequest extends ExistingFlowRequest {
  /** The number of the revision to bring back. */
  revision: number;
}

/**
 * Brings a flow back to an earlier state, as far as the upstream lets it be written, as a new change that names the
 * revision. Works as `updateFlow`; the answer also lists what was not restored, and why.
 *
 * @throws Problem `invalid_body` when there is no such revision, or what `admitChange` throws
 */
export async function restoreFlow(restore: RestoreRequest): Promise<AnsweredRequest> {
  const { workspaceId, kind, flowId, revision, ifMatch } = restore;
  const workspace = await connectWorkspace(workspaceId, writing(restore.actor.id, 2));
  const target = await storedRevision(workspaceId, kind, flowId, revision);
  if (!target) throw invalidBody([{ path: "/revision", message: "The flow has no such revision" }]);
  const known = await lastRevision(workspaceId, kind, flowId);
  const { change, earlier } = await admitChange(restore, {
    verb: "restore",
    flowId,
    flowName: known?.stored.name ?? flowId,
    intent: { revision, notRestored: [] },
    requestDigest: requestDigest(workspace, ["restore", kind, flowId, ifMatch, revision]),
  });
  if (!change) return { answer: earlier, replayed: true };
  const { id } = change;
  const plan = async (current: StoredFlow) => {
    const { patch, notRestored } = planRestore(current, target);
    // Recovery must be able to give the same answer as this request, so the journal has the list too.
    const intent = restoreIntent.write({ revision, notRestored });
    await database().change.update({ where: { id }, data: { intent } });
    return patch;
  };
  return { answer: await carryOutChange(workspace, restore, id, plan), replayed: false };
}
