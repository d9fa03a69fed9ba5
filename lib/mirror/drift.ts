import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { type Flow as FlowRow, Prisma } from "@/lib/db/generated/client";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import { type DriftState, driftState, isChangedUpstream } from "@/lib/flows/diff/drift-state";
import type { FlowKind } from "@/lib/flows/model/flow";
import { storedFlow } from "./flow-state";
import { authorshipOf, type RevisionHead, revisionHead } from "./revision-authorship";

/** Whether a row of the index shows an outside edit that nobody here has accepted; see `isChangedUpstream`. */
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

/** The same rule as a condition on a table named `f`, for counts. A test compares the two. */
export const CHANGED_UPSTREAM = Prisma.sql`(f."revisionNumber" IS NOT NULL AND (
  COALESCE(f."acceptedRevision", 0) < f."revisionNumber"
  OR COALESCE(f."upstreamUpdatedAt" > f."readUpstreamUpdatedAt", false)))`;

/** A flow's drift, as far as the mirror knows it. */
export interface FlowDrift {
  /** Never says that this device holds edits, since the server doesn't know of any. */
  state: DriftState;
  /** The state that somebody here last made, imported or accepted. */
  accepted: Pick<RevisionHead, "n" | "at" | "by"> | null;
  /** The newest stored state; null when the flow was never read. */
  current: Pick<RevisionHead, "n" | "at"> | null;
  /** The differences from the accepted to the current state. Empty also where only the list shows an update. */
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
  const head = accepted ? revisionHead(accepted, authors) : null;
  return {
    state: driftState({
      seen: current !== undefined,
      changedHere: false,
      changedUpstream: changedUpstream(row),
    }),
    accepted: head && { n: head.n, at: head.at, by: head.by },
    current: current ? { n: current.number, at: current.recordedAt.toISOString() } : null,
    changes:
      accepted && current
        ? diffFlows(storedFlow.read(row.kind, accepted.document), storedFlow.read(row.kind, current.document))
        : [],
  };
}

/** Returns a flow's drift by the stored states; null when there is no such flow here. Sends nothing to the upstream. */
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

/** A request to accept a state that was made elsewhere. */
interface AcceptDriftRequest extends ActedBy {
  workspaceId: string;
  kind: FlowKind;
  upstreamId: string;
  /** The revision that the actor has seen. */
  revision: number;
}

/** `accepted` also when the revision was accepted before. `newer_exists` names the newest revision. */
type Acceptance =
  | { outcome: "accepted" }
  | { outcome: "newer_exists"; newest: number }
  | { outcome: "no_such_revision" };

/**
 * Accepts the newest state of a flow, so that it no longer counts as drift. Sends nothing to the upstream. Only the
 * newest state can be accepted: a later one may have edits that the actor has not seen. Accepting the same state again
 * changes nothing, but records an event as well.
 */
export async function acceptDrift(requested: AcceptDriftRequest): Promise<Acceptance> {
  const { workspaceId, kind, upstreamId, revision, actor, request } = requested;
  return await database().$transaction(async (tx): Promise<Acceptance> => {
    await tx.$queryRaw`
      SELECT "id" FROM "Flow"
      WHERE "workspaceId" = ${workspaceId}::uuid AND "kind" = ${kind} AND "upstreamId" = ${upstreamId} FOR NO KEY UPDATE`;
    const flow = await tx.flow.findUnique({
      where: { workspaceId_kind_upstreamId: { workspaceId, kind, upstreamId } },
    });
    const newest = flow?.revisionNumber ?? null;
    if (!flow || newest === null || revision > newest) return { outcome: "no_such_revision" };
    if (revision < newest) return { outcome: "newer_exists", newest };
    if (flow.acceptedRevision !== revision) {
      await tx.flow.update({ where: { id: flow.id }, data: { acceptedRevision: revision } });
    }
    await recordEvent(tx, {
      workspaceId,
      actor,
      action: `${kind}.accept_drift`,
      outcome: "succeeded",
      target: { type: kind, id: upstreamId, name: flow.name },
      request,
      detail: { revision },
    });
    return { outcome: "accepted" };
  });
}
