import "server-only";
import { BATCH, type ClaimedDelivery, releaseLeases, renewLeases } from "./claim-deliveries";
import { openWebhookSecret } from "./manage-webhooks";
import { type PostResult, postMessage } from "./post-message";
import { settleDelivery, settleWithoutEvent } from "./settle-delivery";
import { type OutgoingEvent, readOutgoing } from "./signed-message";

/** The number of requests to one webhook that may be open at once. */
const MOST_IN_FLIGHT = 4;

/** A lease that is older than this is renewed before the next request. */
const FRESH_MS = 5_000;

const UNSIGNED: PostResult = {
  delivered: false,
  status: null,
  error: "The secret that signs deliveries can't be opened with PORTAL_KEYRING. Replace it",
  retryAfterSeconds: null,
};

/**
 * Makes one attempt and settles it. No transaction is open while the receiver answers. A crash before the delivery is
 * settled means one more delivery of the same id, once the lease is over.
 */
async function attemptOne(
  claimed: ClaimedDelivery,
  { sealedSecret, message }: OutgoingEvent,
  timeoutMs: number,
): Promise<PostResult | null> {
  if ("missing" in message) {
    await settleWithoutEvent(claimed, message.missing);
    return null;
  }
  const secret = openWebhookSecret({ webhookId: claimed.webhookId, sealedSecret });
  const result = secret ? await postMessage({ url: claimed.url, secret, ...message }, timeoutMs) : UNSIGNED;
  await settleDelivery(claimed, result, Math.random());
  return result;
}

/**
 * Sends the claimed events of one webhook. A few events are sent one after the other, so that they arrive in the order
 * of the chain. A full batch means that there is a queue, and is sent four at a time, roughly in order.
 *
 * Sending stops early, and the rest is released, when the receiver answers 410 or the webhook is paused or removed
 * meanwhile.
 *
 * @returns how many attempts were made, and whether to go on with the next batch
 */
export async function sendBatch(
  batch: ClaimedDelivery[],
  timeoutMs: number,
): Promise<{ attempted: number; goOn: boolean }> {
  const [first] = batch;
  if (!first) return { attempted: 0, goOn: false };
  const left = [...batch];
  let leasedAt = performance.now();
  let stopped = false;
  let attempted = 0;

  async function mayGoOn(): Promise<boolean> {
    if (stopped) return false;
    if (performance.now() - leasedAt < FRESH_MS) return true;
    leasedAt = performance.now();
    const renewed = await renewLeases(
      first?.webhookId ?? "",
      left.map(({ id }) => id),
    );
    if (!renewed) stopped = true;
    return renewed;
  }

  async function runLane(): Promise<void> {
    while (left.length > 0 && (await mayGoOn())) {
      const next = left.shift();
      if (!next) return;
      const outgoing = await readOutgoing(next);
      if (!outgoing) {
        stopped = true;
        left.unshift(next);
        return;
      }
      attempted++;
      const result = await attemptOne(next, outgoing, timeoutMs);
      if (result?.status === 410) stopped = true;
    }
  }

  const lanes = batch.length < BATCH ? 1 : MOST_IN_FLIGHT;
  const ends = await Promise.allSettled(Array.from({ length: lanes }, runLane));
  if (left.length > 0)
    await releaseLeases(
      first.webhookId,
      left.map(({ id }) => id),
    );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return { attempted, goOn: !stopped };
}
