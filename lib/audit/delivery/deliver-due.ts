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

/** Next bundles route handlers and the start-up hook separately. Both must know which receivers are being worked on. */
const shared = globalThis as { switchboardReceivers?: Set<string> };

/**
 * Works for a receiver, unless this process does so already: a slow one delays no other. A failure concerns it alone: it is logged,
 * its leases run out, and a later round makes another attempt.
 *
 * @param what the kind of receiver, as its failures are logged; ids of two kinds may be the same
 * @returns what the work returns; null where nothing was done, or it failed
 */
export async function workAlone<Done>(
  what: "webhookId" | "noticeChannel",
  id: string,
  work: () => Promise<Done>,
): Promise<Done | null> {
  shared.switchboardReceivers ??= new Set();
  const underWork = shared.switchboardReceivers;
  const key = `${what} ${id}`;
  if (underWork.has(key)) return null;
  underWork.add(key);
  try {
    return await work();
  } catch (error) {
    log.error({ [what]: id, delivery: error instanceof Error ? error.message : String(error) });
    return null;
  } finally {
    underWork.delete(key);
  }
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
 * Sends every due event to its webhook. Called every few seconds, on any number of replicas at once. A webhook that
 * this process is still working on is skipped, so that a slow receiver delays no other.
 *
 * @param timeoutMs for one attempt
 * @returns how many attempts this call made
 */
export async function deliverDue(timeoutMs: number = ANSWER_TIMEOUT_MS): Promise<number> {
  const ids = await dueWebhookIds();
  const counts = await Promise.all(ids.map((id) => workAlone("webhookId", id, () => workOff(id, timeoutMs))));
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

const REGULARLY_MS = 2_000;

/**
 * Sends what is due in an outbox every two seconds. Rounds may overlap: each takes only what no other works on.
 * @param deliver one round; its errors go to `onError`, and the next round makes another attempt
 */
export function startDeliveries(deliver: () => Promise<unknown>, onError: (error: unknown) => void): void {
  const round = () => void deliver().catch(onError);
  round();
  setInterval(round, REGULARLY_MS).unref();
}
