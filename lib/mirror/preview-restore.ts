import "server-only";
import { database } from "@/lib/db/client";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import type { FlowKind } from "@/lib/flows/model/flow";
import { applyFlowPatch } from "@/lib/flows/requests/apply-patch";
import { type NotRestored, planRestore } from "@/lib/flows/requests/plan-restore";
import { storedFlow } from "./flow-state";
import { storedRevision } from "./revisions";

export interface RestorePreview {
  /** The fields that a restore would write; empty when there is nothing to write. */
  changes: FieldChange[];
  notRestored: NotRestored[];
  /** The newest stored state, which the preview starts from. */
  basedOn: { n: number; at: string };
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
  const { patch, notRestored } = planRestore(current, wanted);
  return {
    changes: patch ? diffFlows(current, applyFlowPatch(kind, current, patch)) : [],
    notRestored,
    basedOn: { n: newest.number, at: newest.recordedAt.toISOString() },
  };
}
