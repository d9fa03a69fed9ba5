import "server-only";
import { database } from "@/lib/db/client";

/**
 * Whoever claimed deliveries and died gives them back after this. It is renewed while they are worked on, and is much
 * longer than one try.
 */
export const LEASE_SECONDS = 30;

/**
 * A sign of life for deliveries that are still to be sent.
 * @returns whether they may be sent: not when the webhook was paused or removed, or the lease had run out
 */
export async function renewLeases(webhookId: string, ids: string[]): Promise<boolean> {
  const renewed = await database().$executeRaw`
    WITH held AS MATERIALIZED (
      SELECT "id" FROM "AuditWebhook"
      WHERE "id" = ${webhookId}::uuid AND "pausedAt" IS NULL AND "removedAt" IS NULL FOR NO KEY UPDATE)
    UPDATE "AuditDelivery" SET "leaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
    WHERE "webhookId" = (SELECT "id" FROM held) AND "id" = ANY(${ids}::uuid[])
      AND "state" = 'waiting' AND "leaseUntil" > now()`;
  return renewed === ids.length;
}

/** Gives deliveries of a webhook back that were not sent after all. */
export async function releaseLeases(webhookId: string, ids: string[]): Promise<void> {
  await database().$executeRaw`
    WITH held AS MATERIALIZED (
      SELECT "id" FROM "AuditWebhook" WHERE "id" = ${webhookId}::uuid FOR NO KEY UPDATE)
    UPDATE "AuditDelivery" SET "leaseUntil" = NULL
    WHERE "webhookId" = (SELECT "id" FROM held) AND "id" = ANY(${ids}::uuid[]) AND "state" = 'waiting'`;
}
