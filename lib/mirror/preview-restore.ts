import "server-only";
import { database } from "@/lib/db/client";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import type { FlowKind, StoredCallFlow, StoredFlow } from "@/lib/flows/model/flow";
import { applyFlowPatch, type FlowPatch, patchPaths } from "@/lib/flows/requests/apply-patch";
import type { CallFlowPatch } from "@/lib/flows/requests/call-flow-requests";
import { type NotRestored, planRestore } from "@/lib/flows/requests/plan-restore";
import { withCallLimits } from "@/lib/upstream/call-limits";
import { PatchNotPossible } from "@/lib/upstream/problems";
import { connectWorkspace } from "@/lib/workspaces/connect";
import { storedFlow } from "./flow-state";
import { rawOf, storedRevision } from "./revisions";

export interface RestorePreview {
  /** The fields that a restore would write; empty when there is nothing to write. */
  changes: FieldChange[];
  notRestored: NotRestored[];
  /** The newest stored state, which the preview starts from. */
  basedOn: { n: number; at: string };
}

/** The patch with the call limits that its update must carry. A restore that can't be made says so when it is made. */
async function withLimits(
  workspaceId: string,
  kind: FlowKind,
  current: StoredFlow,
  patch: FlowPatch,
  raw: unknown,
): Promise<FlowPatch> {
  if (kind === "message_flow") return patch;
  const { defaultCallLimits } = await connectWorkspace(workspaceId, { purpose: "background" });
  try {
    return withCallLimits(current as StoredCallFlow, patch as CallFlowPatch, raw, defaultCallLimits);
  } catch (error) {
    if (error instanceof PatchNotPossible) return patch;
    throw error;
  }
}

/**
 * Previews a restore from the newest stored state, by the plan that the restore itself follows. Sends nothing to the
 * upstream, whose budget is small. When the flow is another by the time of the restore, its `If-Match` refuses.
 *
 * @returns null when the flow has no such revision
 */
export async function previewRestore(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
  number: number,
): Promise<RestorePreview | null> {
  const [wanted, newest] = await Promise.all([
    storedRevision(workspaceId, kind, upstreamId, number),
    database().revision.findFirst({
      where: { flow: { workspaceId, kind, upstreamId } },
      orderBy: { number: "desc" },
    }),
  ]);
  if (!wanted || !newest) return null;
  const current = storedFlow.read(kind, newest.document);
  const { patch: planned, notRestored } = planRestore(current, wanted);
  const patch = planned && (await withLimits(workspaceId, kind, current, planned, rawOf(newest)));
  return {
    changes: patch ? diffFlows(current, applyFlowPatch(kind, current, patch), patchPaths(patch)) : [],
    notRestored,
    basedOn: { n: newest.number, at: newest.recordedAt.toISOString() },
  };
}
