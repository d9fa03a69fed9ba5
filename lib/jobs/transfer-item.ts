import "server-only";
import { z } from "zod";
import type { AuditActor } from "@/lib/audit/event";
import { createFlow } from "@/lib/changes/create-flow";
import type { Answer } from "@/lib/changes/journal";
import { observeFlow } from "@/lib/changes/observe-flow";
import { updateFlow } from "@/lib/changes/update-flow";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import type { FlowPatch } from "@/lib/flows/requests/apply-patch";
import { parseExactly } from "@/lib/json/exact-numbers";
import { etagOf } from "@/lib/mirror/flow-state";
import type { ProblemCode } from "@/lib/problems/problem";
import { openItemWork, type SealedItem } from "@/lib/transfers/item-work";
import { linkFlow } from "@/lib/transfers/links";
import { readingFor } from "@/lib/workspaces/connect";
import type { ClaimedItem, ItemProblem } from "./claim-items";
import { actorOf } from "./item-actor";
import {
  changeOf,
  type ItemResult,
  itemKey,
  madeFlow,
  notOpened,
  resultOf,
  resultOfRefusal,
} from "./item-result";

type Actor = AuditActor & { id: string };

const NOT_SENT: ItemProblem = {
  code: "not_sent",
  detail: "Not sent: an earlier flow of this workspace did not succeed",
};

const SOURCE_LOST: ItemProblem = {
  code: "not_allowed" satisfies ProblemCode,
  detail: "Whoever started this transfer may not read the source any more",
};

/** Ends an item, and with it what follows in its workspace, unless it succeeded. */
function ending(result: ItemResult): ItemResult {
  if (result.kind === "later") return result;
  const { problem, changeId = null } = result;
  if (result.kind === "stopped") return { kind: "ended", state: "failed", problem, changeId, rest: NOT_SENT };
  return result.state === "succeeded" ? result : { rest: NOT_SENT, ...result };
}

const siblingRow = z.object({
  kind: z.enum(FLOW_KINDS),
  id: z.string(),
  name: z.string(),
  ifMatch: z.string(),
  contentHash: z.string().nullable(),
  isSeen: z.boolean(),
});

/** The flows that a transfer is to update in a workspace, while it has sent none of them; none once it has. */
async function untouched({ jobId, workspaceId }: ClaimedItem) {
  return await queryRows(prepared(), "the flows of a transfer's target", siblingRow)`
    SELECT i."kind", i."flowId" AS "id", i."flowName" AS "name", i."ifMatch", f."contentHash",
      COALESCE(f."readAt" > j."createdAt", false) AS "isSeen"
    FROM "JobItem" i JOIN "Job" j ON j."id" = i."jobId" LEFT JOIN "Flow" f ON f."workspaceId" = i."workspaceId" AND f."kind" = i."kind" AND f."upstreamId" = i."flowId"
    WHERE i."jobId" = ${jobId}::uuid AND i."workspaceId" = ${workspaceId}::uuid AND i."flowId" IS NOT NULL AND i."ifMatch" IS NOT NULL
      AND NOT EXISTS (SELECT FROM "JobItem" e WHERE e."jobId" = i."jobId" AND e."workspaceId" = i."workspaceId" AND e."endedAt" IS NOT NULL)
    ORDER BY i."place"`;
}

/**
 * Reads all flows of a target again before the first is sent: a transfer that could only be half done is better not begun.
 * @returns the problem of the first that is in another state than the preview; null for none
 * @throws UpstreamError
 */
async function movedMeanwhile(item: ClaimedItem, actor: Actor): Promise<ItemProblem | null> {
  // The process that had it before may have sent it: then its flow is in another state because of us.
  if ((await changeOf(item, itemKey(item))) !== null) return null;
  for (const { kind, id, name, ifMatch, contentHash, isSeen } of await untouched(item)) {
    const hash =
      isSeen && contentHash !== null
        ? contentHash
        : (await observeFlow(item.workspaceId, kind, id, readingFor(actor))).contentHash;
    if (etagOf(hash) === ifMatch) continue;
    return {
      code: "stale",
      detail: `${name} has changed since the preview, so that nothing is sent to this workspace`,
    };
  }
  return null;
}

interface Sending {
  item: ClaimedItem;
  actor: Actor;
  sealed: SealedItem;
}

/** What every change of an item has in common. */
function changeRequest({ item, actor }: Sending, step: "" | "-later") {
  const { jobId, workspaceId, kind, reason } = item;
  const idempotencyKey = `${itemKey(item)}${step}`;
  const request = { ...item.request, correlationId: jobId };
  return { workspaceId, kind, actor, request, idempotencyKey, reason, transferId: jobId };
}

/** Sends what only an update can set of the flow that was just made. */
async function sendLater(
  sending: Sending,
  flowId: string,
  answer: Answer,
  patch: FlowPatch,
): Promise<ItemResult> {
  const { item, sealed } = sending;
  const request = {
    ...changeRequest(sending, "-later"),
    flowId,
    ifMatch: [answer.headers.ETag ?? ""],
    patch,
  };
  const { answer: last } = await updateFlow(request);
  const result = await resultOf(item, last, request.idempotencyKey);
  if (result.kind === "ended" && result.state === "succeeded") {
    await linkFlow(
      prepared(),
      item.jobId,
      { ...item, id: flowId },
      { ...sealed.link, undone: [] },
      result.changeId,
    );
  }
  if (result.kind !== "ended" || !result.problem) return result;
  const detail = `The flow was made, but what only an update can set is missing: ${result.problem.detail}`;
  return { ...result, problem: { ...result.problem, detail } };
}

async function sendCreate(sending: Sending): Promise<ItemResult> {
  const { item, sealed } = sending;
  if (sealed.work.verb !== "create") throw new Error("an item without a flow must make one");
  const request = { ...changeRequest(sending, ""), body: sealed.work.body };
  const { answer } = await createFlow(request);
  const result = await resultOf(item, answer, request.idempotencyKey);
  if (result.kind !== "ended" || result.state !== "succeeded") return result;
  const { id } = madeFlow.parse(parseExactly(answer.body));
  await linkFlow(prepared(), item.jobId, { ...item, id }, sealed.link, result.changeId);
  await noteFlow(item, id);
  return sealed.work.later ? await sendLater(sending, id, answer, sealed.work.later) : result;
}

/** Notes which flow an item has made, so that people find it, and what is to be done by hand in it. */
async function noteFlow({ jobId, place }: ClaimedItem, flowId: string): Promise<void> {
  await prepared().$queryRaw`
    WITH "item" AS (UPDATE "JobItem" SET "flowId" = ${flowId}::text WHERE "jobId" = ${jobId}::uuid AND "place" = ${place}::int RETURNING "jobId")
    UPDATE "TransferItem" t SET "flowId" = ${flowId}::text FROM "item" WHERE t."transferId" = "item"."jobId" AND t."place" = ${place}::int`;
}

async function sendUpdate(sending: Sending, flowId: string, ifMatch: string): Promise<ItemResult> {
  const { item, sealed } = sending;
  if (sealed.work.verb !== "update") throw new Error("an item with a flow must update it");
  const request = { ...changeRequest(sending, ""), flowId, ifMatch: [ifMatch], patch: sealed.work.patch };
  const { answer } = await updateFlow(request);
  const result = await resultOf(item, answer, request.idempotencyKey);
  if (result.kind === "ended" && result.state === "succeeded") {
    await linkFlow(prepared(), item.jobId, { ...item, id: flowId }, sealed.link, result.changeId);
  }
  return result;
}

async function send(item: ClaimedItem, actor: Actor): Promise<ItemResult> {
  const sealed = await openItemWork(item.jobId, item.place);
  if (sealed === null) return notOpened("What this transfer is to send");
  if ((await actorOf(item, sealed.sourceWorkspaceId, `${item.kind}.read`)) === null) {
    return { kind: "stopped", problem: SOURCE_LOST };
  }
  const moved = await movedMeanwhile(item, actor);
  if (moved) return { kind: "ended", state: "left_out", problem: moved, changeId: null, rest: moved };
  const sending = { item, actor, sealed };
  const { flowId, ifMatch } = item;
  return flowId === null || ifMatch === null || sealed.work.verb === "create"
    ? await sendCreate(sending)
    : await sendUpdate(sending, flowId, ifMatch);
}

/**
 * Sends one flow of a transfer to its target, as an ordinary change, and links it to its source. The first that does not succeed
 * stops its workspace; others go on.
 */
export async function transferItem(item: ClaimedItem, actor: Actor): Promise<ItemResult> {
  return ending(await send(item, actor).catch(resultOfRefusal));
}
