import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { log } from "@/lib/log";
import { claimDeliveries } from "./claim-deliveries";
import { ANSWER_TIMEOUT_MS } from "./post-message";
import { sendBatch } from "./send-batch";

/** The ids of the webhooks that have something to send now. */
async function dueWebhookIds(): Promise<string[]> {
  const rows = await queryRows(database(), "the webhooks that are due", z.object({ id: z.string() }))`
    SELECT "id" FROM "AuditWebhook" AS w
    WHERE "pausedAt" IS NULL AND "removedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "AuditDelivery"
      WHERE "webhookId" = w."id" AND "state" = 'waiting' AND "dueAt" <= now()
        AND ("leaseUntil" IS NULL OR "leaseUntil" <= now()))`;
  return rows.map(({ id }) => id);
}

/** Next bundles route handlers and the start-up hook separately. Both must know which webhooks are being worked on. */
const shared = globalThis as { switchboardDeliveries?: Set<string> };

function underWork(): Set<string> {
  shared.switchboardDeliveries ??= new Set();
  return shared.switchboardDeliveries;
}

/** Sends batch after batch, until nothing is due for this webhook. */
async function workOff(webhookId: string, timeoutMs: number): Promise<number> {
  for (let total = 0; ; ) {
    const batch = await claimDeliveries(webhookId);
    const { attempted, goOn } = await sendBatch(batch, timeoutMs);
    total += attempted;
    if (!goOn) return total;
  }
}

/**
 * A failure concerns its own webhook only. The error is logged, the leases run out, and a later round makes another
 * attempt.
 */
async function runWebhook(webhookId: string, timeoutMs: number): Promise<number> {
  underWork().add(webhookId);
  try {
    return await workOff(webhookId, timeoutMs);
  } catch (error) {
    log.error({ webhookId, delivery: error instanceof Error ? error.message : String(error) });
    return 0;
  } finally {
    underWork().delete(webhookId);
  }
}

/**
 * Sends every due event to its webhook. Called every few seconds, on any number of replicas at once. A webhook that
 * this process is still working on is skipped, so that a slow receiver delays no other.
 *
 * @param timeoutMs for one attempt
 * @returns how many attempts this call made
 */
export async function deliverDue(timeoutMs: number = ANSWER_TIMEOUT_MS): Promise<number> {
  const free = (await dueWebhookIds()).filter((id) => !underWork().has(id));
  const counts = await Promise.all(free.map((id) => runWebhook(id, timeoutMs)));
  return counts.reduce((sum, count) => sum + count, 0);
}

const REGULARLY_MS = 2_000;

/**
 * Sends due deliveries every two seconds. Rounds may overlap: each takes only webhooks that no other works on.
 * @param deliver one round; its errors go to `onError`, and the next round makes another attempt
 */
export function startDeliveries(deliver: () => Promise<unknown>, onError: (error: unknown) => void): void {
  const round = () => void deliver().catch(onError);
  round();
  setInterval(round, REGULARLY_MS).unref();
}
