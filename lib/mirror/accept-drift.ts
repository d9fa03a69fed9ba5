import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow-kind";

/** Somebody's wish to keep a state that was made elsewhere. */
export interface AcceptDrift extends ActedBy {
  workspaceId: string;
  kind: FlowKind;
  upstreamId: string;
  /** The revision that they have looked at. */
  revision: number;
}

/** `accepted` also when it was before; otherwise why not, with the newest revision where there is one. */
export type Acceptance =
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
