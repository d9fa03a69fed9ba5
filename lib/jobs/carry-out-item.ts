import "server-only";
import type { AuditActor } from "@/lib/audit/event";
import type { ProblemCode } from "@/lib/problems/problem";
import { budgetOfWorkspace, writing } from "@/lib/workspaces/connect";
import type { ClaimedItem, ItemProblem } from "./claim-items";
import { createItem } from "./create-item";
import { actorOf } from "./item-actor";
import { type ItemResult, itemKey, madeBefore, notOpened, resultOf, resultOfRefusal } from "./item-result";
import { leftOutColumn, openWork, workOn } from "./job-work";
import { transferItem } from "./transfer-item";

/** A write is a read and a request. */
const REQUESTS = 2;
/** What a job leaves of its owner's part of the minute, so that they can go on working beside it. */
const LEFT_FOR_OWNER = 4;

const NOT_ALLOWED: ItemProblem = {
  code: "not_allowed" satisfies ProblemCode,
  detail: "Whoever started this job may not change flows in this workspace any more",
};

/** Milliseconds until a job may send a write for its owner; 0 for now. */
async function waitForBudget({ workspaceId, ownerId }: ClaimedItem): Promise<number> {
  const needed = REQUESTS + LEFT_FOR_OWNER;
  const budget = await budgetOfWorkspace(workspaceId);
  const { left, seconds } = await budget.left(writing(ownerId, REQUESTS), needed);
  return left >= needed ? 0 : seconds * 1000;
}

/** Works on one flow of a job, as its owner, by a change under a key of this attempt: to repeat it sends nothing twice. */
async function attempt(item: ClaimedItem, actor: AuditActor & { id: string }): Promise<ItemResult> {
  const { jobId, workspaceId, kind, flowId, ifMatch, reason } = item;
  const work = openWork(jobId, item.sealedWork);
  if (work === null) return notOpened("What this job is to do", ". Start it anew");
  if (work.type === "transfer_flows") return await transferItem(item, actor);
  if (work.type === "create_flows") return await createItem(item, actor);
  if (flowId === null || ifMatch === null) throw new Error("an item of shared work names no flow");
  const idempotencyKey = itemKey(item);
  const request = { ...item.request, correlationId: jobId };
  const { answer } = await workOn(
    { workspaceId, kind, flowId, ifMatch: [ifMatch], actor, request, idempotencyKey, reason },
    work,
    leftOutColumn.readOrNull(item.leftOut),
  );
  return await resultOf(item, answer, idempotencyKey);
}

/** Does what is to be done in one flow of a job, where its owner may still do it and the budget has room. */
export async function carryOutItem(item: ClaimedItem): Promise<ItemResult> {
  const { kind, flowId, workspaceId } = item;
  const actor = await actorOf(item, workspaceId, `${kind}.${flowId === null ? "create" : "update"}`);
  if (actor === null) return (await madeBefore(item)) ?? { kind: "stopped", problem: NOT_ALLOWED };
  try {
    const waitMs = await waitForBudget(item);
    if (waitMs > 0) return { kind: "later", afterMs: waitMs, shared: true };
    return await attempt(item, actor);
  } catch (error) {
    return resultOfRefusal(error);
  }
}
