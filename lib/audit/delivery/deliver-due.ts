import "server-only";
import { log } from "@/lib/log";
import { type ClaimedDelivery, claimDelivery, MOST_IN_FLIGHT, webhooksWithDue } from "./claim-delivery";
import { eventMessage } from "./event-message";
import { ANSWER_TIMEOUT_MS, postMessage } from "./post-message";
import { settleDelivery, settleWithoutEvent } from "./settle-delivery";
import { openWebhookSecret } from "./webhook-secret";

/** Next bundles route handlers and the start-up hook apart; who works on which webhook must be known to both. */
const shared = globalThis as { switchboardDeliveries?: Map<string, Promise<number>> };

function working(): Map<string, Promise<number>> {
  shared.switchboardDeliveries ??= new Map();
  return shared.switchboardDeliveries;
}

const UNSIGNED = {
  delivered: false,
  status: null,
  error: "The secret that signs deliveries can't be opened with PORTAL_KEYRING. Replace it",
  retryAfterSeconds: null,
};

async function deliver(claimed: ClaimedDelivery, timeoutMs: number): Promise<void> {
  const message = await eventMessage(claimed.chain, claimed.sequence);
  if (!message) return await settleWithoutEvent(claimed);
  const secret = openWebhookSecret(claimed);
  if (!secret) return await settleDelivery(claimed, UNSIGNED, Math.random());
  // No transaction is open while the receiver takes its time. A crash from here on means one more delivery of the
  // same id, once the lease is over.
  const result = await postMessage({ url: claimed.url, secret, ...message }, timeoutMs);
  await settleDelivery(claimed, result, Math.random());
}

/** One of the lanes of a webhook: takes what is due, one after the other, until nothing is left for it. */
async function runLane(webhookId: string, timeoutMs: number): Promise<number> {
  for (let tried = 0; ; tried++) {
    const claimed = await claimDelivery(webhookId);
    if (!claimed) return tried;
    await deliver(claimed, timeoutMs);
  }
}

/** Whatever goes wrong with one webhook stays with it: it is logged, the lease runs out, the next round tries again. */
function logged(webhookId: string): (error: unknown) => number {
  return (error) => {
    log.error({ webhookId, delivery: error instanceof Error ? error.message : String(error) });
    return 0;
  };
}

async function runWebhook(webhookId: string, timeoutMs: number): Promise<number> {
  const lanes = Array.from({ length: MOST_IN_FLIGHT }, () =>
    runLane(webhookId, timeoutMs).catch(logged(webhookId)),
  );
  return (await Promise.all(lanes)).reduce((sum, tried) => sum + tried, 0);
}

/**
 * Sends every event that is due to its webhook. To be called every few seconds, on any number of replicas at once; a
 * webhook that this process is still working on is left to that work, so a slow receiver holds up no other.
 *
 * @param timeoutMs for one try
 * @returns how many tries were made by this call
 */
export async function deliverDue(timeoutMs: number = ANSWER_TIMEOUT_MS): Promise<number> {
  const free = (await webhooksWithDue()).filter((id) => !working().has(id));
  const runs = free.map((id) => {
    const run = runWebhook(id, timeoutMs).finally(() => working().delete(id));
    working().set(id, run);
    return run;
  });
  return (await Promise.all(runs)).reduce((sum, tried) => sum + tried, 0);
}
