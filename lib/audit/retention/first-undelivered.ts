import "server-only";
import { database } from "@/lib/db/client";

/**
 * The first event of a chain that a webhook has not had yet: up to there retention may go.
 * @param removed how many events retention removed before; a delivery of one of them waits for nothing any more
 * @returns its sequence number; null when none waits
 */
export async function firstUndelivered(chain: string, removed: number): Promise<number | null> {
  const rows = await database().$queryRaw<{ sequence: number | null }[]>`
    SELECT min(first."sequence") AS "sequence"
    FROM "AuditWebhook" webhook CROSS JOIN LATERAL (
      SELECT "sequence" FROM "AuditDelivery"
      WHERE "webhookId" = webhook."id" AND "state" = 'waiting' AND "sequence" > ${removed}
      ORDER BY "sequence" LIMIT 1) first
    WHERE webhook."chain" = ${chain} AND webhook."removedAt" IS NULL`;
  return rows[0]?.sequence ?? null;
}
