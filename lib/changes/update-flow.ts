import "server-only";
import type { FlowPatch } from "@/lib/flows/requests/apply-patch";
import { planRestore } from "@/lib/flows/requests/plan-restore";
import { restoreIntent } from "@/lib/mirror/revision-authorship";
import { storedRevision } from "@/lib/mirror/revisions";
import { invalidBody } from "@/lib/problems/problem";
import { type AnsweredRequest, carryOutChange, type ExistingFlowRequest } from "./carry-out-change";
import { maskedBody, requestDigest } from "./write-request";

interface UpdateRequest extends ExistingFlowRequest {
  patch: FlowPatch;
}

/**
 * Changes a flow upstream: the whole life of a change, from the request to the settled outcome.
 *
 * @throws Problem when the request is refused before it becomes a change (a key in use, a flow that is being changed)
 */
export async function updateFlow(update: UpdateRequest): Promise<AnsweredRequest> {
  const { kind, flowId, ifMatch, patch } = update;
  const intent = maskedBody(patch);
  return await carryOutChange(update, ({ workspace }) => ({
    verb: "update",
    requestDigest: requestDigest(workspace, ["PATCH", kind, flowId, ifMatch, patch]),
    intent,
    plan: () => ({ patch, intent }),
  }));
}

interface RestoreRequest extends ExistingFlowRequest {
  /** The number of the revision to bring back. */
  revision: number;
}

/**
 * Brings a flow back to an earlier state, as far as the upstream lets it be written, as a new change that names the
 * revision. Works as `updateFlow`; the answer also lists what was not restored, and why.
 *
 * @throws Problem `invalid_body` when there is no such revision, or what `updateFlow` throws
 */
export async function restoreFlow(restore: RestoreRequest): Promise<AnsweredRequest> {
  const { workspaceId, kind, flowId, revision, ifMatch } = restore;
  const target = await storedRevision(workspaceId, kind, flowId, revision);
  if (!target) throw invalidBody([{ path: "/revision", message: "The flow has no such revision" }]);
  return await carryOutChange(restore, ({ workspace }) => ({
    verb: "restore",
    requestDigest: requestDigest(workspace, ["restore", kind, flowId, ifMatch, revision]),
    intent: restoreIntent.write({ revision, notRestored: [] }),
    plan: (current) => {
      const { patch, notRestored } = planRestore(current, target);
      // Recovery must be able to give the same answer as this request, so the journal has the list too.
      return { patch, intent: restoreIntent.write({ revision, notRestored }) };
    },
  }));
}
