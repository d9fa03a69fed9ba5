import "server-only";
import { SYSTEM_ACTOR, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { ClaimedDelivery } from "./claim-deliveries";
import { webhookTarget } from "./manage-webhooks";
import type { PostResult } from "./post-message";
import { secondsToNextAttempt } from "./retry-schedule";

const GONE = 410;

/**
 * A delivered event leaves the outbox, even if another process has claimed it. The webhook is locked first
 * (`lockWebhook`).
 */
async function settleDelivered({ id, webhookId }: ClaimedDelivery): Promise<void> {
  await database().$executeRaw`
    WITH locked AS MATERIALIZED (
      SELECT "id" FROM "AuditWebhook" WHERE "id" = ${webhookId}::uuid FOR NO KEY UPDATE),
    delivered AS (
      DELETE FROM "AuditDelivery" WHERE "id" = ${id}::uuid AND "webhookId" = (SELECT "id" FROM locked))
    UPDATE "AuditWebhook" SET "lastDeliveredAt" = now() WHERE "id" = (SELECT "id" FROM locked)`;
}

/**
 * Records a failed attempt. Another process that has claimed the delivery meanwhile counts its own attempt, so that
 * nothing happens here. The webhook is locked before the delivery (`lockWebhook`).
 * @param waitSeconds until the next attempt; null when there is none
 */
async function settleFailed(
  { id, webhookId, attempts }: ClaimedDelivery,
  { status, error }: Pick<PostResult, "status" | "error">,
  waitSeconds: number | null,
): Promise<void> {
  const state = waitSeconds === null ? "dead" : "waiting";
  await database().$executeRaw`
    WITH locked AS MATERIALIZED (
      SELECT "id" FROM "AuditWebhook" WHERE "id" = ${webhookId}::uuid FOR NO KEY UPDATE),
    failed AS (
      UPDATE "AuditDelivery"
      SET "state" = ${state}, "attempts" = "attempts" + 1, "leaseUntil" = NULL,
          "dueAt" = now() + make_interval(secs => ${waitSeconds ?? 0}),
          "lastStatus" = ${status}::int, "lastError" = ${error}
      WHERE "id" = ${id}::uuid AND "webhookId" = (SELECT "id" FROM locked)
        AND "state" = 'waiting' AND "attempts" = ${attempts}
      RETURNING "id")
    UPDATE "AuditWebhook" SET "lastFailedAt" = now(), "lastError" = ${error}
    WHERE "id" = (SELECT "id" FROM locked) AND EXISTS (SELECT 1 FROM failed)`;
}

/** After the receiver's 410 the webhook pauses until somebody resumes it. Several such answers record one event. */
async function pauseGone({ webhookId, chain, url }: ClaimedDelivery): Promise<void> {
  await database().$transaction(async (tx) => {
    const { count } = await tx.auditWebhook.updateMany({
      where: { id: webhookId, pausedAt: null, removedAt: null },
      data: { pausedAt: new Date() },
    });
    if (count === 0) return;
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      actor: SYSTEM_ACTOR,
      action: "audit_webhook.pause",
      outcome: "succeeded",
      target: webhookTarget(webhookId, url),
      detail: { status: GONE },
    });
  });
}

/**
 * Records the result of one attempt: delivered, to be repeated, or dead.
 * @param random from 0 to 1, for the jitter
 */
export async function settleDelivery(
  claimed: ClaimedDelivery,
  result: PostResult,
  random: number,
): Promise<void> {
  if (result.delivered) return await settleDelivered(claimed);
  const gone = result.status === GONE;
  const wait = gone ? null : secondsToNextAttempt(claimed.attempts + 1, result.retryAfterSeconds, random);
  await settleFailed(claimed, result, wait);
  if (gone) await pauseGone(claimed);
}

/**
 * Gives up a delivery whose event is gone.
 * @param error why, for people
 */
export async function settleWithoutEvent(claimed: ClaimedDelivery, error: string): Promise<void> {
  await settleFailed(claimed, { status: null, error }, null);
}
