import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/db/client";
import type { Flow as FlowRow } from "@/lib/db/generated/client";
import type { RevisionSource } from "@/lib/db/generated/enums";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { revisionBinding, seal } from "@/lib/vault/vault";
import { type FlowState, storedFlow } from "./flow-state";

/**
 * Returns a moment that the upstream stated; null for a text that is no time, since the upstream's times are
 * unchecked.
 */
export function upstreamDate(text: string | null): Date | null {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Returns the columns that the flow lists show. */
function indexColumns(stored: StoredFlow) {
  const messageFlow = "messageChannel" in stored;
  return {
    name: stored.name,
    description: stored.description,
    direction: stored.direction,
    isActive: stored.isActive,
    agent: stored.agent,
    messageChannel: messageFlow ? stored.messageChannel : null,
    autopilot: stored.autopilot ?? null,
    upstreamCreatedAt: upstreamDate(stored.createdAt),
    upstreamUpdatedAt: upstreamDate(stored.updatedAt),
    readUpstreamUpdatedAt: upstreamDate(stored.updatedAt),
    missingSince: null,
  };
}

/** Returns the flow's row in the mirror, locked for the rest of the transaction. A new flow gets a row. */
export async function lockFlow(
  tx: Transaction,
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
): Promise<FlowRow> {
  await tx.$executeRaw`
    INSERT INTO "Flow" ("id", "workspaceId", "kind", "upstreamId", "name")
    VALUES (${uuidv7()}::uuid, ${workspaceId}::uuid, ${kind}, ${upstreamId}, '')
    ON CONFLICT ("workspaceId", "kind", "upstreamId") DO NOTHING`;
  await tx.$queryRaw`
    SELECT "id" FROM "Flow"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "kind" = ${kind} AND "upstreamId" = ${upstreamId} FOR UPDATE`;
  return await tx.flow.findUniqueOrThrow({
    where: { workspaceId_kind_upstreamId: { workspaceId, kind, upstreamId } },
  });
}

/**
 * Returns the revision that counts as accepted once a state is stored. An author of a change has seen the state before
 * it, so a change accepts every earlier drift. An import is accepted, since the history begins with it. Drift leaves
 * the mark where it is, unless it restores the accepted state itself: then there is nothing to decide.
 */
async function acceptedNow(
  tx: Transaction,
  flow: FlowRow,
  recorded: { number: number; contentHash: string; source: RevisionSource },
): Promise<number | null> {
  const { number, contentHash, source } = recorded;
  if (source !== "drift") return number;
  if (flow.acceptedRevision === null || flow.acceptedRevision === number) return flow.acceptedRevision;
  const sameAsAccepted = await tx.revision.count({
    where: { flowId: flow.id, number: flow.acceptedRevision, contentHash },
  });
  return sameAsAccepted > 0 ? number : flow.acceptedRevision;
}

/**
 * Stores a state as the flow's next revision, unless the newest revision has the same content. The row of the flow
 * list is updated in any case.
 *
 * @param flow the locked row (`lockFlow`)
 * @returns the number of the revision with this state
 */
export async function recordRevision(
  tx: Transaction,
  flow: FlowRow,
  state: FlowState,
  source: RevisionSource,
  changeId: string | null = null,
): Promise<number> {
  const known = flow.contentHash === state.contentHash ? flow.revisionNumber : null;
  const number = known ?? (flow.revisionNumber ?? 0) + 1;
  if (known === null) {
    const id = uuidv7();
    await tx.revision.create({
      data: {
        id,
        flowId: flow.id,
        number,
        contentHash: state.contentHash,
        source,
        changeId,
        document: storedFlow.write(state.stored),
        sealedRaw: seal(JSON.stringify(state.raw ?? null), revisionBinding(id)),
      },
    });
  }
  await tx.flow.update({
    where: { id: flow.id },
    data: {
      ...indexColumns(state.stored),
      revisionNumber: number,
      contentHash: state.contentHash,
      readAt: new Date(),
      acceptedRevision: await acceptedNow(tx, flow, { number, contentHash: state.contentHash, source }),
    },
  });
  return number;
}

/**
 * Links a revision to the change that made it, unless it has a change already. Somebody may read a new flow before its
 * create is settled: then the history has it as an import.
 */
export async function adoptRevision(
  tx: Transaction,
  flowId: string,
  number: number,
  changeId: string,
): Promise<void> {
  await tx.revision.updateMany({
    where: { flowId, number, changeId: null },
    data: { source: "change", changeId },
  });
}
