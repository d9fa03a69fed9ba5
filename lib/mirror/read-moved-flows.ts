import "server-only";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow-kind";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { observeFlow } from "./observe-flow";

/** Each costs a request of the upstream's budget of 60 a minute, which people's own work needs too. */
const MOST_READS = 5;

/** Known flows that the list says were updated since we last read them, newest first. */
async function movedFlows(workspaceId: string, kind: FlowKind): Promise<string[]> {
  const rows = await database().flow.findMany({
    where: {
      workspaceId,
      kind,
      missingSince: null,
      revisionNumber: { not: null },
      upstreamUpdatedAt: { gt: database().flow.fields.readUpstreamUpdatedAt },
    },
    orderBy: [{ upstreamUpdatedAt: "desc" }, { id: "asc" }],
    take: MOST_READS,
    select: { upstreamId: true },
  });
  return rows.map(({ upstreamId }) => upstreamId);
}

/**
 * Reads flows in full that a list has just shown to be updated, so that edits made elsewhere are in the history without
 * anybody opening the flow. A flow that was never read stays unread: there is nothing to compare it with. What can't be
 * read now is left for the next sync: at the first failure it stops, above all when the budget is used up.
 */
export async function readMovedFlows(workspace: ConnectedWorkspace, kind: FlowKind): Promise<void> {
  for (const id of await movedFlows(workspace.id, kind)) {
    try {
      await observeFlow(workspace, kind, id);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      // Deleted since it was listed; the next list will tell. Everything else would fail for the others as well.
      if (error.kind !== "not_found") return;
    }
  }
}
