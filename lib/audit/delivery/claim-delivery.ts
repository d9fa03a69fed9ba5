import "server-only";
import { database, type Transaction } from "@/lib/db/client";
import { ANSWER_TIMEOUT_MS } from "./post-message";

/** Longer than one try can take. Whoever claimed a delivery and died gives it back by this. */
const LEASE_SECONDS = ANSWER_TIMEOUT_MS / 1000 + 10;

/** How many deliveries of one webhook may be under way at once, over all replicas. */
export const MOST_IN_FLIGHT = 4;

/** Up to here events are sent one after the other, so that they arrive in order; a longer queue is worked off faster. */
const LONGEST_ORDERLY_QUEUE = 16;

/** One event on its way, held by this process until its lease ends. */
export interface ClaimedDelivery {
  id: string;
  webhookId: string;
  url: string;
  sealedSecret: string;
  chain: string;
  sequence: number;
  /** Tries that failed so far. */
  attempts: number;
}

/** Holds the webhook's row, so that claims of several replicas come one after the other. Recording events waits for none. */
async function lockWebhook(
  tx: Transaction,
  id: string,
): Promise<{ url: string; sealedSecret: string } | null> {
  const [row] = await tx.$queryRaw<{ url: string; sealedSecret: string }[]>`
    SELECT "url", "sealedSecret" FROM "AuditWebhook"
    WHERE "id" = ${id}::uuid AND "pausedAt" IS NULL AND "removedAt" IS NULL FOR NO KEY UPDATE`;
  return row ?? null;
}

async function mayStartAnother(tx: Transaction, webhookId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ busy: number; queue: number }[]>`
    SELECT
      (SELECT count(*)::int FROM "AuditDelivery"
       WHERE "webhookId" = ${webhookId}::uuid AND "state" = 'waiting' AND "leaseUntil" > now()) AS "busy",
      (SELECT count(*)::int FROM (
         SELECT 1 FROM "AuditDelivery"
         WHERE "webhookId" = ${webhookId}::uuid AND "state" = 'waiting' AND "dueAt" <= now()
         LIMIT ${LONGEST_ORDERLY_QUEUE + 1}) AS due) AS "queue"`;
  const { busy = 0, queue = 0 } = row ?? {};
  return busy < (queue > LONGEST_ORDERLY_QUEUE ? MOST_IN_FLIGHT : 1);
}

/**
 * Takes the earliest event that is due for a webhook. Times are set and compared by the database's clock, since
 * replicas' clocks differ.
 *
 * @returns null when nothing is due, enough is under way already, or the webhook is paused or removed
 */
export async function claimDelivery(webhookId: string): Promise<ClaimedDelivery | null> {
  return await database().$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, webhookId);
    if (!webhook || !(await mayStartAnother(tx, webhookId))) return null;
    const [row] = await tx.$queryRaw<{ id: string; chain: string; sequence: number; attempts: number }[]>`
      UPDATE "AuditDelivery" SET "leaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
      WHERE "id" = (
        SELECT "id" FROM "AuditDelivery"
        WHERE "webhookId" = ${webhookId}::uuid AND "state" = 'waiting' AND "dueAt" <= now()
          AND ("leaseUntil" IS NULL OR "leaseUntil" <= now())
        ORDER BY "sequence" LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING "id", "chain", "sequence", "attempts"`;
    return row ? { ...row, webhookId, ...webhook } : null;
  });
}

/** The webhooks that have something to send now. */
export async function webhooksWithDue(): Promise<string[]> {
  const rows = await database().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "AuditWebhook" AS w
    WHERE "pausedAt" IS NULL AND "removedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "AuditDelivery"
      WHERE "webhookId" = w."id" AND "state" = 'waiting' AND "dueAt" <= now()
        AND ("leaseUntil" IS NULL OR "leaseUntil" <= now()))`;
  return rows.map(({ id }) => id);
}
