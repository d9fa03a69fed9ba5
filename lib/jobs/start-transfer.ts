import "server-only";
import { v7 as uuidv7 } from "uuid";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { etagOf } from "@/lib/mirror/flow-state";
import { sealItemWork } from "@/lib/transfers/item-work";
import { linkFlow } from "@/lib/transfers/links";
import type { ItemPlan } from "@/lib/transfers/plan-item";
import type { PlannedItem, TransferPlan } from "@/lib/transfers/plan-transfer";
import { byHandColumn, itemDetail } from "@/lib/transfers/transfer-columns";
import { openWork } from "./job-work";
import { type NewItem, type NewJob, otherJob, startJob } from "./start-job";
import { recordTransferEnd } from "./transfer-end";

/** Who starts a transfer, and under which key. */
export type TransferStart = Pick<NewJob, "ownerId" | "tokenId" | "idempotencyKey" | "reason" | "by"> & {
  fingerprint: string;
};

/**
 * Returns the transfer that an earlier request with the same key began; null for a new key.
 * @throws Problem `idempotency_mismatch` for a key of another transfer
 */
export async function earlierTransfer({
  ownerId,
  idempotencyKey,
  fingerprint,
}: TransferStart): Promise<string | null> {
  const known = await database().job.findUnique({
    where: { ownerId_idempotencyKey: { ownerId, idempotencyKey } },
    select: { id: true, sealedWork: true },
  });
  if (!known) return null;
  const work = openWork(known.id, known.sealedWork);
  if (work?.type === "transfer_flows" && work.fingerprint === fingerprint) return known.id;
  throw otherJob();
}

type Sent = PlannedItem & { plan: ItemPlan & { work: NonNullable<ItemPlan["work"]> } };
const isSent = (item: PlannedItem): item is Sent => item.plan?.work != null;

function jobItem({ scope }: TransferPlan, { source, target, plan, targetFlow }: Sent): NewItem {
  const { kind = "call_flow" } = scope.sources[source] ?? {};
  const hash = targetFlow?.state?.contentHash;
  return {
    workspaceId: scope.targets[target]?.workspace.id ?? "",
    kind,
    flowId: targetFlow?.id ?? null,
    ifMatch: hash ? etagOf(hash) : null,
    leftOut: null,
    name: plan.name,
  };
}

/** The items in the order of their places: those that are sent first, since the job has them under the same places. */
function inPlaces({ items }: TransferPlan): PlannedItem[] {
  return [...items.filter(isSent), ...items.filter((item) => !isSent(item))];
}

async function writeItems(tx: Transaction, id: string, plan: TransferPlan): Promise<void> {
  const placed = inPlaces(plan).map((item, place) => ({ item, place, id: uuidv7() }));
  await tx.transferItem.createMany({
    data: placed.map(({ item, place, id: itemId }) => {
      const { plan: planned, notPlanned, sourceFlow, targetFlow } = item;
      const source = plan.scope.sources[item.source];
      return {
        ...{ id: itemId, transferId: id, place },
        sourceWorkspaceId: source?.workspace.id ?? "",
        sourceFlowId: sourceFlow?.rowId ?? itemId,
        sourceName: sourceFlow?.name ?? source?.id ?? "",
        targetWorkspaceId: plan.scope.targets[item.target]?.workspace.id ?? "",
        kind: source?.kind ?? "call_flow",
        flowId: targetFlow?.id ?? null,
        name: planned?.name ?? sourceFlow?.name ?? "",
        result: planned?.result ?? notPlanned?.result ?? "blocked",
        detail: itemDetail.write({
          changed: planned?.changes.map(({ path }) => path) ?? [],
          left: planned?.left ?? [],
          blocked: planned?.blocked ?? [],
          why: notPlanned?.why ?? null,
        }),
        sealedWork: isSent(item)
          ? sealItemWork(itemId, { work: item.plan.work, link: item.plan.link })
          : null,
      };
    }),
  });
  await tx.transferTask.createMany({
    data: placed.flatMap(({ item, id: itemId }) =>
      (item.plan?.byHand ?? []).map((byHand, place) => ({
        ...{ id: uuidv7(), itemId, place },
        byHand: byHandColumn.write(byHand),
      })),
    ),
  });
}

/** Records in the log of each source that its flows are copied, and to how many workspaces. */
async function recordStart(
  tx: Transaction,
  id: string,
  { scope, items }: TransferPlan,
  start: TransferStart,
): Promise<void> {
  const sent = items.filter(isSent);
  for (const workspaceId of new Set(scope.sources.map(({ workspace }) => workspace.id))) {
    const own = sent.filter(({ source }) => scope.sources[source]?.workspace.id === workspaceId);
    await recordEvent(tx, {
      ...start.by,
      workspaceId,
      action: "transfer.apply",
      outcome: "succeeded",
      target: { type: "transfer", id, name: null },
      detail: {
        flows: new Set(own.map(({ source }) => source)).size,
        workspaces: new Set(own.map(({ target }) => target)).size,
      },
      reason: start.reason,
    });
  }
}

/** Links flows that are in step already, or that people bring there by hand: nothing is sent for them. */
async function linkUnsent(tx: Transaction, id: string, { scope, items }: TransferPlan): Promise<void> {
  for (const { plan, targetFlow, target } of items) {
    const { workspace } = scope.targets[target] ?? {};
    if (!plan || !targetFlow || !workspace || (plan.result !== "in_step" && plan.result !== "by_hand"))
      continue;
    await linkFlow(
      tx,
      id,
      { workspaceId: workspace.id, kind: targetFlow.kind, id: targetFlow.id },
      plan.link,
      null,
    );
  }
}

/**
 * Begins a transfer: a job of ordinary changes, and a receipt that stays. The same request with the same key is the same transfer.
 * @param plan of now, which somebody has agreed to by its fingerprint
 * @throws Problem `idempotency_mismatch`
 */
export async function startTransfer(
  start: TransferStart,
  plan: TransferPlan,
): Promise<{ id: string; replayed: boolean }> {
  const { fingerprint } = plan;
  const sent = inPlaces(plan).filter(isSent);
  return await startJob({
    ...start,
    work: { type: "transfer_flows", fingerprint },
    items: sent.map((item) => jobItem(plan, item)),
    beside: async (tx, id) => {
      await tx.transfer.create({ data: { id, fingerprint } });
      await writeItems(tx, id, plan);
      await linkUnsent(tx, id, plan);
      await recordStart(tx, id, plan, start);
      if (sent.length === 0) await recordTransferEnd(tx, id);
    },
  });
}
