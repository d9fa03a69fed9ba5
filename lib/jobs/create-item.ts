import "server-only";
import type { AuditActor } from "@/lib/audit/event";
import { createFlow } from "@/lib/changes/create-flow";
import { parseExactly } from "@/lib/json/exact-numbers";
import type { ClaimedItem } from "./claim-items";
import { type ItemResult, itemKey, madeFlow, notOpened, resultOf } from "./item-result";
import { openNewFlow } from "./new-flows";

/** Makes one flow of a job by an ordinary create, under a key of this attempt: to repeat it makes no second one. */
export async function createItem(item: ClaimedItem, actor: AuditActor & { id: string }): Promise<ItemResult> {
  const { jobId, place, workspaceId, kind, reason } = item;
  const body = await openNewFlow(jobId, place, kind);
  if (body === null) return notOpened("What this job is to make", ". Start it anew");
  const idempotencyKey = itemKey(item);
  const request = { ...item.request, correlationId: jobId };
  const { answer } = await createFlow({ workspaceId, kind, actor, request, idempotencyKey, reason, body });
  const result = await resultOf(item, answer, idempotencyKey);
  if (result.kind !== "ended" || result.state !== "succeeded") return result;
  return { ...result, flowId: madeFlow.parse(parseExactly(answer.body)).id };
}
