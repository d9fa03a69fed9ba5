import "server-only";
import { database } from "@/lib/db/client";

/** The ids of the webhooks that have something to send now. */
export async function dueWebhookIds(): Promise<string[]> {
  const rows = await database().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "AuditWebhook" AS w
    WHERE "pausedAt" IS NULL AND "removedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "AuditDelivery"
      WHERE "webhookId" = w."id" AND "state" = 'waiting' AND "dueAt" <= now()
        AND ("leaseUntil" IS NULL OR "leaseUntil" <= now()))`;
  return rows.map(({ id }) => id);
}
