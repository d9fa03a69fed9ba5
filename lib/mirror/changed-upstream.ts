import type { Flow as FlowRow } from "@/lib/db/generated/client";
import { isChangedUpstream } from "@/lib/flows/diff/drift-state";

/** Whether a row of the index tells of an outside edit that nobody here has agreed to; see `isChangedUpstream`. */
export function changedUpstream(
  row: Pick<FlowRow, "revisionNumber" | "acceptedRevision" | "upstreamUpdatedAt" | "readUpstreamUpdatedAt">,
): boolean {
  return isChangedUpstream({
    newest: row.revisionNumber,
    accepted: row.acceptedRevision,
    listedUpdate: row.upstreamUpdatedAt,
    readUpdate: row.readUpstreamUpdatedAt,
  });
}
