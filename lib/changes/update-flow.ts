import "server-only";
import { isCallFlow, type StoredFlow } from "@/lib/flows/model/flow";
import { planReplacement } from "@/lib/flows/replace/replace-in-flow";
import type { Replacement } from "@/lib/flows/replace/replacement-schema";
import { UnfitReplacement } from "@/lib/flows/replace/search-time";
import type { FlowPatch } from "@/lib/flows/requests/apply-patch";
import { planRestore } from "@/lib/flows/requests/plan-restore";
import { promptTypeEffect } from "@/lib/flows/requests/write-effect";
import { restoreIntent } from "@/lib/mirror/revision-authorship";
import { storedRevision } from "@/lib/mirror/revisions";
import { invalidBody } from "@/lib/problems/problem";
import { type AnsweredRequest, carryOutChange, type ExistingFlowRequest } from "./carry-out-change";
import { maskedBody, requestDigest } from "./write-request";

interface UpdateRequest extends ExistingFlowRequest {
  patch: FlowPatch;
  /** Set where nobody has seen what else this change does to the flow: one that does more is refused. */
  unattended?: boolean;
}

/** @throws Problem `invalid_body` for a flow of which an update may change more than what it is for */
function refuseSideEffects(current: StoredFlow, patch: FlowPatch | null): void {
  if (patch === null || !isCallFlow(current) || "promptType" in patch) return;
  const effect = promptTypeEffect(current);
  if (effect === null) return;
  const message = `${effect.text} Change this flow on its own page, where that is shown`;
  throw invalidBody([{ path: "/promptType", message }]);
}

/**
 * Changes a flow upstream: the whole life of a change, from the request to the settled outcome.
 *
 * @throws Problem when the request is refused before it becomes a change (a key in use, a flow that is being changed)
 */
export async function updateFlow(update: UpdateRequest): Promise<AnsweredRequest> {
  const { kind, flowId, ifMatch, patch, unattended = false } = update;
  const intent = maskedBody(patch);
  return await carryOutChange(update, ({ workspace }) => ({
    verb: "update",
    requestDigest: requestDigest(workspace, ["PATCH", kind, flowId, ifMatch, patch]),
    intent,
    plan: (current) => {
      if (unattended) refuseSideEffects(current, patch);
      return { patch, intent };
    },
  }));
}

interface ReplaceRequest extends ExistingFlowRequest {
  replacement: Replacement;
  /** The ids of the hits that stay as they are; null for none. */
  leftOut: readonly string[] | null;
}

/**
 * Replaces a text in a flow, where it was found in the very state that `If-Match` names: an update whose patch is worked out here.
 *
 * @throws Problem as `updateFlow`
 */
export async function replaceInFlowTexts(request: ReplaceRequest): Promise<AnsweredRequest> {
  const { kind, flowId, ifMatch, replacement, leftOut } = request;
  return await carryOutChange(request, ({ workspace }) => ({
    verb: "update",
    requestDigest: requestDigest(workspace, ["replace", kind, flowId, ifMatch, replacement, leftOut]),
    intent: {},
    plan: (current, isSeen) => {
      const patch = isSeen ? plannedPatch(current, replacement, leftOut) : null;
      refuseSideEffects(current, patch);
      return { patch, intent: maskedBody(patch ?? {}) };
    },
  }));
}

/** @throws Problem `invalid_body` for a replacement that this flow can't take */
function plannedPatch(
  current: StoredFlow,
  replacement: Replacement,
  leftOut: readonly string[] | null,
): FlowPatch | null {
  try {
    return planReplacement(current, replacement, leftOut).patch;
  } catch (error) {
    if (error instanceof UnfitReplacement) throw invalidBody(error.errors);
    throw error;
  }
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
