import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/db/client";
import type { Flow as FlowRow } from "@/lib/db/generated/client";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { revisionBinding, seal } from "@/lib/vault/vault";
import { type FlowState, storedFlow } from "./flow-state";

/** A moment that the upstream told; null also for a text that is no time, since what it calls one need not be one. */
export function upstreamDate(text: string | null): Date | null {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

type RevisionSource = "change" | "drift" | "import";

/** The columns that the flow lists show. */
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

/** The flow's row in the mirror, locked for the rest of the transaction; made when it is new. */
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
 * The revision that counts as agreed to once a state is stored. Whoever changes a flow has seen the state that they
 * start from, so a change settles every drift before it; an import is where we begin. An edit made elsewhere leaves the
 * mark where it is, unless it puts the very state back that was agreed to: then there is nothing to decide.
 */
async function acceptedNow(
  tx: Transaction,
  flow: FlowRow,
  recorded: { number: number; contentHash: string; source: RevisionSource },
): Promise<number | null> {
  const { number, contentHash, source } = recorded;
  if (source !== "drift") return number;
  if (flow.acceptedRevision === null || flow.acceptedRevision === number) return flow.acceptedRevision;
  const sameAsAgreed = await tx.revision.count({
    where: { flowId: flow.id, number: flow.acceptedRevision, contentHash },
  });
  return sameAsAgreed > 0 ? number : flow.acceptedRevision;
}

/**
 * Stores a state as the flow's next revision, unless it is the one that we have; the list row follows in any case.
 *
 * @param flow the locked row (`lockFlow`)
 * @returns the number of the revision that holds this state
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
 * Gives a revision that nobody is known to have made to a change. A new flow that somebody read before its create was
 * settled is in the history as an import; it was ours all along.
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
