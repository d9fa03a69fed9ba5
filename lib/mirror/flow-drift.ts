import "server-only";
import { database } from "@/lib/db/client";
import type { Flow as FlowRow } from "@/lib/db/generated/client";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import { type DriftState, driftState } from "@/lib/flows/diff/drift-state";
import type { FlowKind } from "@/lib/flows/model/flow-kind";
import { changedUpstream } from "./changed-upstream";
import { authorshipOf, type RevisionHead, revisionHead } from "./revision-authorship";
import { storedFlow } from "./stored-flow";

/** How a flow here stands to the upstream, as far as the mirror knows. */
export interface FlowDrift {
  /** Edits on a person's own device are not known here, so it never says that there are any. */
  state: DriftState;
  /** The state that somebody here last made, imported or agreed to. */
  accepted: Pick<RevisionHead, "n" | "at" | "by"> | null;
  /** The newest stored state; null when the flow was never read. */
  current: Pick<RevisionHead, "n" | "at"> | null;
  /** What differs from the accepted to the current state. Empty also where only the list tells of an update. */
  changes: FieldChange[];
}

async function driftOf(row: FlowRow): Promise<FlowDrift> {
  const numbers = [row.acceptedRevision, row.revisionNumber].filter((number) => number !== null);
  const revisions = await database().revision.findMany({
    where: { flowId: row.id, number: { in: numbers } },
  });
  const accepted = revisions.find(({ number }) => number === row.acceptedRevision);
  const current = revisions.find(({ number }) => number === row.revisionNumber);
  const authors = await authorshipOf(accepted ? [accepted] : []);
  const agreed = accepted ? revisionHead(accepted, authors) : null;
  return {
    state: driftState({
      seen: current !== undefined,
      changedHere: false,
      changedUpstream: changedUpstream(row),
    }),
    accepted: agreed && { n: agreed.n, at: agreed.at, by: agreed.by },
    current: current ? { n: current.number, at: current.recordedAt.toISOString() } : null,
    changes:
      accepted && current
        ? diffFlows(storedFlow.read(row.kind, accepted.document), storedFlow.read(row.kind, current.document))
        : [],
  };
}

/** How a flow stands to the upstream. Asks nobody; null when there is no such flow here. */
export async function readDrift(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
): Promise<FlowDrift | null> {
  const row = await database().flow.findUnique({
    where: { workspaceId_kind_upstreamId: { workspaceId, kind, upstreamId } },
  });
  return row ? await driftOf(row) : null;
}
