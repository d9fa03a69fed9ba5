import "server-only";
import { log } from "@/lib/log";
import { claimDeliveries } from "./claim-deliveries";
import { dueWebhookIds } from "./due-webhook-ids";
import { ANSWER_TIMEOUT_MS } from "./post-message";
import { sendBatch } from "./send-batch";

/** Next bundles route handlers and the start-up hook apart; who works on which webhook must be known to both. */
const shared = globalThis as { switchboardDeliveries?: Set<string> };

function underWork(): Set<string> {
  shared.switchboardDeliveries ??= new Set();
  return shared.switchboardDeliveries;
}

/** Batch after batch, until nothing is due for this webhook. */
async function workOff(webhookId: string, timeoutMs: number): Promise<number> {
  for (let total = 0; ; ) {
    const batch = await claimDeliveries(webhookId);
    const { tried, goOn } = await sendBatch(batch, timeoutMs);
    total += tried;
    if (!goOn) return total;
  }
}

/** Whatever goes wrong with one webhook stays with it: it is logged, the leases run out, a later round tries again. */
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
 * Sends every event that is due to its webhook. To be called every few seconds, on any number of replicas at once; a
 * webhook that this process is still working on is left to that work, so a slow receiver holds up no other.
 *
 * @param timeoutMs for one try
 * @returns how many tries were made by this call
 */
export async function deliverDue(timeoutMs: number = ANSWER_TIMEOUT_MS): Promise<number> {
  const free = (await dueWebhookIds()).filter((id) => !underWork().has(id));
  const tries = await Promise.all(free.map((id) => runWebhook(id, timeoutMs)));
  return tries.reduce((sum, tried) => sum + tried, 0);
}
