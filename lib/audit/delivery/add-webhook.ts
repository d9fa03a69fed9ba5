import "server-only";
import { v7 as uuidv7 } from "uuid";
import { type ActedBy, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { addressFault, ReceiverRefused, resolveReceiver } from "./receiver-address";
import { sealedNewSecret } from "./webhook-secret";
import { webhookTarget } from "./webhook-target";

/** Every event is sent to each of them, so a chain has a few. */
const MOST_WEBHOOKS = 10;

/**
 * A name that can't be resolved now is no reason to refuse: a receiver may be set up after its webhook, and the
 * address is checked again before everything that is sent.
 */
async function checkAddress(url: string): Promise<void> {
  const fault = addressFault(url);
  if (fault) throw invalidBody([{ path: "/url", message: fault }]);
  try {
    await resolveReceiver(url);
  } catch (error) {
    if (error instanceof ReceiverRefused) throw invalidBody([{ path: "/url", message: error.message }]);
  }
}

/**
 * From the next event on, all events of a chain are delivered to an address. Adding it is such an event already.
 *
 * @returns the webhook's id, and the secret that signs deliveries: nobody can read it later
 * @throws Problem `invalid_body` for an address that may not be used, `conflict` for one too many
 */
export async function addWebhook(
  chain: string,
  address: string,
  by: ActedBy,
): Promise<{ id: string; secret: string }> {
  await checkAddress(address);
  const url = new URL(address).href;
  const id = uuidv7();
  const { secret, sealedSecret } = sealedNewSecret(id);
  await database().$transaction(async (tx) => {
    const others = await tx.auditWebhook.findMany({
      where: { chain, removedAt: null },
      select: { url: true },
    });
    if (others.some((other) => other.url === url))
      throw invalidBody([{ path: "/url", message: "is there already" }]);
    if (others.length >= MOST_WEBHOOKS)
      throw new Problem("conflict", `There are ${MOST_WEBHOOKS} webhooks already. Remove one first`);
    await tx.auditWebhook.create({ data: { id, chain, url, sealedSecret } });
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: "audit_webhook.add",
      outcome: "succeeded",
      target: webhookTarget(id, url),
    });
  });
  return { id, secret };
}
