import "server-only";
import { database } from "@/lib/db/client";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import type { FlowKind } from "@/lib/flows/model/flow-kind";
import { authorshipOf, type RevisionHead, revisionHead } from "./revision-authorship";
import { storedFlow } from "./stored-flow";

export interface RevisionComparison {
  from: RevisionHead;
  to: RevisionHead;
  changes: FieldChange[];
}

/**
 * What differs between any two revisions of a flow, whichever is the older. It is worked out here and not in the
 * browser, since only the digests beside masked secrets tell that a secret changed, and they never leave the server.
 *
 * @returns null when the flow lacks one of the two
 */
export async function compareRevisions(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
  numbers: { from: number; to: number },
): Promise<RevisionComparison | null> {
  const rows = await database().revision.findMany({
    where: { flow: { workspaceId, kind, upstreamId }, number: { in: [numbers.from, numbers.to] } },
  });
  const from = rows.find(({ number }) => number === numbers.from);
  const to = rows.find(({ number }) => number === numbers.to);
  if (!from || !to) return null;
  const authors = await authorshipOf([from, to]);
  return {
    from: revisionHead(from, authors),
    to: revisionHead(to, authors),
    changes: diffFlows(storedFlow.read(kind, from.document), storedFlow.read(kind, to.document)),
  };
}
