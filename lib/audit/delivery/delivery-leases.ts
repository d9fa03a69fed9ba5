import "server-only";
import { database } from "@/lib/db/client";

/**
 * Deliveries of a process that died become free after this time. A running process renews its leases, and one attempt
 * is much shorter.
 */
export const LEASE_SECONDS = 30;

/**
 * Renews the leases of deliveries that are still to be sent.
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

/** Releases a webhook's deliveries that were claimed but not sent. */
export async function releaseLeases(webhookId: string, ids: string[]): Promise<void> {
  await database().$executeRaw`
    WITH held AS MATERIALIZED (
      SELECT "id" FROM "AuditWebhook" WHERE "id" = ${webhookId}::uuid FOR NO KEY UPDATE)
    UPDATE "AuditDelivery" SET "leaseUntil" = NULL
    WHERE "webhookId" = (SELECT "id" FROM held) AND "id" = ANY(${ids}::uuid[]) AND "state" = 'waiting'`;
}
