import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { Flow as FlowRow } from "@/lib/db/generated/client";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import { type DriftState, driftState, isChangedUpstream } from "@/lib/flows/diff/drift-state";
import type { FlowKind } from "@/lib/flows/model/flow";
import { storedFlow } from "./flow-state";
import { authorshipOf, type RevisionHead, revisionHead } from "./revision-authorship";

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

/** Somebody's wish to keep a state that was made elsewhere. */
interface AcceptDrift extends ActedBy {
  workspaceId: string;
  kind: FlowKind;
  upstreamId: string;
  /** The revision that they have looked at. */
  revision: number;
}

/** `accepted` also when it was before; otherwise why not, with the newest revision where there is one. */
type Acceptance =
  | { outcome: "accepted" }
  | { outcome: "newer_exists"; newest: number }
  | { outcome: "no_such_revision" };

/**
 * Agrees to the newest state of a flow, so that it no longer counts as drift. Nothing is sent to the upstream. Only the
 * newest state can be agreed to: a later one may hold edits that the person has not looked at. Agreeing again to the
 * same state changes nothing, and is told all the same.
 */
export async function acceptDrift(wish: AcceptDrift): Promise<Acceptance> {
  const { workspaceId, kind, upstreamId, revision, actor, request } = wish;
  return await database().$transaction(async (tx): Promise<Acceptance> => {
    await tx.$queryRaw`
      SELECT "id" FROM "Flow"
      WHERE "workspaceId" = ${workspaceId}::uuid AND "kind" = ${kind} AND "upstreamId" = ${upstreamId} FOR UPDATE`;
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
