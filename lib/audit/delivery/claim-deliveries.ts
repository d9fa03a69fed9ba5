import "server-only";
import { z } from "zod";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";

/**
 * Deliveries of a process that died become free after this time. A running process renews its leases, and one attempt
 * is much shorter.
 */
const LEASE_SECONDS = 30;

/** The number of events that one claim takes from the outbox. */
export const BATCH = 16;

/** A delivery that this process has claimed, until its lease ends. */
export interface ClaimedDelivery {
  id: string;
  webhookId: string;
  url: string;
  chain: string;
  sequence: number;
  /** The number of failed attempts so far. */
  attempts: number;
}

interface LockedWebhook {
  url: string;
  busy: boolean;
}

/**
 * Locks the webhook's row as `lockWebhook` does, if it is active, so that claims of several replicas come one after the
 * other. Recording events never waits for this lock. Only one replica works on a webhook at a time: that keeps the
 * order, and limits the open requests.
 */
async function lockActive(tx: Transaction, id: string): Promise<LockedWebhook | null> {
  const rows = await queryRows(tx, "an active webhook", z.object({ url: z.string() }))`
    SELECT "url" FROM "AuditWebhook"
    WHERE "id" = ${id}::uuid AND "pausedAt" IS NULL AND "removedAt" IS NULL FOR NO KEY UPDATE`;
  const [webhook] = rows;
  if (!webhook) return null;
  // A separate statement, so that it sees the changes that another replica made while this one waited for the row.
  const leased = await queryRows(tx, "the leases of a webhook", z.object({ id: z.string() }))`
    SELECT "id" FROM "AuditDelivery"
    WHERE "webhookId" = ${id}::uuid AND "state" = 'waiting' AND "leaseUntil" > now() LIMIT 1`;
  return { ...webhook, busy: leased.length > 0 };
}

const claimedRow = z.object({ id: z.string(), chain: z.string(), sequence: z.int(), attempts: z.int() });

/**
 * Claims the earliest events that are due for a webhook, in the order of the chain. The database's clock sets and
 * compares the times, since replicas' clocks differ.
 *
 * @returns an empty list when nothing is due, another replica works on the webhook, or it is paused or removed
 */
export async function claimDeliveries(webhookId: string): Promise<ClaimedDelivery[]> {
  return await database().$transaction(async (tx) => {
    const webhook = await lockActive(tx, webhookId);
    if (!webhook || webhook.busy) return [];
    const { url } = webhook;
    const rows = await queryRows(tx, "the claimed deliveries", claimedRow)`
      UPDATE "AuditDelivery" SET "leaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
      WHERE "id" IN (
        SELECT "id" FROM "AuditDelivery"
        WHERE "webhookId" = ${webhookId}::uuid AND "state" = 'waiting' AND "dueAt" <= now()
          AND ("leaseUntil" IS NULL OR "leaseUntil" <= now())
        ORDER BY "sequence" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING "id", "chain", "sequence", "attempts"`;
    return rows
      .map((row) => ({ ...row, webhookId, url }))
      .sort((one, other) => one.sequence - other.sequence);
  });
}

/**
 * Renews the leases of deliveries that are still to be sent.
 * @returns whether they may be sent: not when the webhook was paused or removed, or the lease had run out
 */
export async function renewLeases(webhookId: string, ids: string[]): Promise<boolean> {
  const renewed = await database().$executeRaw`
    WITH locked AS MATERIALIZED (
      SELECT "id" FROM "AuditWebhook"
      WHERE "id" = ${webhookId}::uuid AND "pausedAt" IS NULL AND "removedAt" IS NULL FOR NO KEY UPDATE)
    UPDATE "AuditDelivery" SET "leaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
    WHERE "webhookId" = (SELECT "id" FROM locked) AND "id" = ANY(${ids}::uuid[])
      AND "state" = 'waiting' AND "leaseUntil" > now()`;
  return renewed === ids.length;
}

/** Releases a webhook's deliveries that were claimed but not sent. */
export async function releaseLeases(webhookId: string, ids: string[]): Promise<void> {
  await database().$executeRaw`
    WITH locked AS MATERIALIZED (
      SELECT "id" FROM "AuditWebhook" WHERE "id" = ${webhookId}::uuid FOR NO KEY UPDATE)
    UPDATE "AuditDelivery" SET "leaseUntil" = NULL
    WHERE "webhookId" = (SELECT "id" FROM locked) AND "id" = ANY(${ids}::uuid[]) AND "state" = 'waiting'`;
}
