import "server-only";
import { database } from "@/lib/db/client";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import type { FlowKind } from "@/lib/flows/model/flow";
import { applyFlowPatch } from "@/lib/flows/requests/apply-patch";
import { type NotRestored, planRestore } from "@/lib/flows/requests/plan-restore";
import { storedFlow } from "./flow-state";
import { storedRevision } from "./revisions";

export interface RestorePreview {
  /** What a restore would write; empty when there is nothing to write. */
  changes: FieldChange[];
  notRestored: NotRestored[];
  /** The state that the preview starts from: the newest one stored. */
  basedOn: { n: number; at: string };
}

/**
 * What restoring a revision would do, worked out from the newest stored state by the very plan that the restore
 * follows. The upstream is not asked, so a preview costs nothing of its budget; should the flow be another by the time
 * of the restore, its `If-Match` refuses.
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
