import "server-only";
import { database } from "@/lib/db/client";
import type { StoredFlow } from "@/lib/flows/model/flow";
import type { FlowKind } from "@/lib/flows/model/flow-kind";
import { storedFlow } from "./stored-flow";

export interface LastRevision {
  number: number;
  contentHash: string;
  stored: StoredFlow;
  /** When the upstream was last asked for this flow. */
  readAt: Date;
}

/** The newest stored state of a flow; null when it was never read in full. */
export async function lastRevision(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
): Promise<LastRevision | null> {
  const flow = await database().flow.findUnique({
    where: { workspaceId_kind_upstreamId: { workspaceId, kind, upstreamId } },
    include: { revisions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const revision = flow?.revisions[0];
  if (!flow || !revision) return null;
  return {
    number: revision.number,
    contentHash: revision.contentHash,
    stored: storedFlow.read(kind, revision.document),
    readAt: flow.readAt ?? revision.recordedAt,
  };
}
