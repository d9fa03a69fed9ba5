import "server-only";
import { database } from "@/lib/db/client";
import type { StoredFlow } from "@/lib/flows/model/flow";
import type { FlowPatch } from "@/lib/flows/requests/apply-patch";
import { planRestore } from "@/lib/flows/requests/plan-restore";
import { restoreIntent } from "@/lib/mirror/revision-authorship";
import { lastRevision, storedRevision } from "@/lib/mirror/revisions";
import { invalidBody } from "@/lib/problems/problem";
import { connectWorkspace } from "@/lib/workspaces/connect";
import { admitChange } from "./admit-change";
import { carryOutChange, type FlowChange, type WriteResult } from "./carry-out-change";
import { maskedBody, requestDigest } from "./write-request";

interface UpdateFlow extends FlowChange {
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

interface RestoreFlow extends FlowChange {
  /** The number of the revision to bring back. */
  revision: number;
}

/**
 * Brings a flow back to an earlier state, as far as the upstream lets it be written, as a new change that names the
 * revision. Works as `updateFlow`; the answer also lists what was not restored, and why.
 *
 * @throws Problem `invalid_body` when there is no such revision, or what `admitChange` throws
 */
export async function restoreFlow(restore: RestoreFlow): Promise<WriteResult> {
  const { workspaceId, kind, flowId, revision, ifMatch } = restore;
  const workspace = await connectWorkspace(workspaceId);
  const wanted = await storedRevision(workspaceId, kind, flowId, revision);
  if (!wanted) throw invalidBody([{ path: "/revision", message: "The flow has no such revision" }]);
  const known = await lastRevision(workspaceId, kind, flowId);
  const admission = await admitChange(restore, {
    verb: "restore",
    flowId,
    flowName: known?.stored.name ?? flowId,
    intent: { revision, notRestored: [] },
    requestDigest: requestDigest(workspace, ["restore", kind, flowId, ifMatch, revision]),
  });
  if (!admission.admitted) return { answer: admission.replay, replayed: true };
  const { id } = admission.change;
  const plan = async (current: StoredFlow) => {
    const { patch, notRestored } = planRestore(current, wanted);
    // In the journal, so that recovery can give the same answer as we would.
    const intent = restoreIntent.write({ revision, notRestored });
    await database().change.update({ where: { id }, data: { intent } });
    return patch;
  };
  return { answer: await carryOutChange(workspace, restore, id, plan), replayed: false };
}
