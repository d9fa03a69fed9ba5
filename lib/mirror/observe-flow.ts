import "server-only";
import { type AuditRequest, UPSTREAM_ACTOR } from "@/lib/audit/event";
import { storedRequest } from "@/lib/audit/event-schemas";
import { recordEvent } from "@/lib/audit/record-event";
import { flowChanges } from "@/lib/audit/redact/redact-changes";
import { database, type Transaction } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { readFlow } from "@/lib/upstream/read-flow";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { type FlowState, flowState } from "./flow-state";
import { lockFlow, recordRevision } from "./record-revision";
import { type LastRevision, lastRevision } from "./revisions";

interface ObservedFlow extends FlowState {
  /** The revision of this state; null while one of our changes is pending and nothing was stored. */
  revision: number | null;
}

async function changeUnderWay(
  workspaceId: string,
  kind: FlowKind,
  id: string,
  except?: string,
): Promise<boolean> {
  const pending = await database().change.count({
    where: {
      workspaceId,
      kind,
      flowUpstreamId: id,
      state: "pending",
      ...(except ? { id: { not: except } } : {}),
    },
  });
  return pending > 0;
}

/**
 * Reads a flow from the upstream and stores its state. The first state is an import. A state that no change made here
 * explains is drift, and an audit event records it.
 *
 * A read that crosses a change of ours proves nothing: the difference may be our own write, or the state before it. So
 * nothing is recorded when a change is pending before or after the read, or when the flow got a new revision
 * meanwhile.
 *
 * @param ownChangeId the pending change on whose behalf the read happens, if any
 * @throws UpstreamError as `readFlow`
 */
export async function observeFlow(
  workspace: ConnectedWorkspace,
  kind: FlowKind,
  id: string,
  ownChangeId?: string,
): Promise<ObservedFlow> {
  const crossed = await changeUnderWay(workspace.id, kind, id, ownChangeId);
  const last = await lastRevision(workspace.id, kind, id);
  const { flow, raw } = await readFlow(workspace.connection, kind, id, last?.stored ?? null);
  const state = flowState(flow, raw, workspace.digest, last);
  if (crossed || (await changeUnderWay(workspace.id, kind, id, ownChangeId)))
    return { ...state, revision: null };
  return { ...state, revision: await storeState(workspace, kind, id, { state, last, ownChangeId }) };
}

/**
 * Returns the request of the change that found a drift: both belong together. Address and program are left out: they
 * belong to the finder, not to the outside editor.
 */
async function foundBy(tx: Transaction, changeId: string): Promise<AuditRequest | null> {
  const change = await tx.change.findUnique({ where: { id: changeId }, select: { request: true } });
  if (!change) return null;
  const { id, correlationId } = storedRequest.read(change.request);
  return { id, ip: null, userAgent: null, correlationId: correlationId ?? id };
}

async function storeState(
  workspace: ConnectedWorkspace,
  kind: FlowKind,
  id: string,
  found: { state: FlowState; last: LastRevision | null; ownChangeId?: string },
): Promise<number | null> {
  const { state, last, ownChangeId } = found;
  return await database().$transaction(async (tx) => {
    const row = await lockFlow(tx, workspace.id, kind, id);
    if (row.revisionNumber !== (last?.number ?? null)) return null;
    const drifted = last !== null && last.contentHash !== state.contentHash;
    const revision = await recordRevision(tx, row, state, last === null ? "import" : "drift");
    if (drifted) {
      await recordEvent(tx, {
        workspaceId: workspace.id,
        actor: UPSTREAM_ACTOR,
        action: `${kind}.drift`,
        outcome: "succeeded",
        target: { type: kind, id, name: state.stored.name },
        changes: flowChanges(last.stored, state.stored),
        request: ownChangeId ? await foundBy(tx, ownChangeId) : null,
        detail: { revision },
      });
    }
    return revision;
  });
}
