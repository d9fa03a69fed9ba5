import "server-only";
import { type ActedBy, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";
import { lockWebhook, webhookTarget } from "./manage-webhooks";

/**
 * Puts given-up events back into the outbox, with all their attempts before them.
 *
 * @param deliveryId one of them; all when left out
 * @returns how many
 * @throws Problem `not_found` when the webhook or the delivery does not exist, or the delivery was not given up
 */
export async function resendDeliveries(
  chain: string,
  id: string,
  deliveryId: string | undefined,
  by: ActedBy,
): Promise<{ resent: number }> {
  return await database().$transaction(async (tx) => {
    const { url } = await lockWebhook(tx, chain, id);
    const { count } = await tx.auditDelivery.updateMany({
      where: { webhookId: id, state: "dead", ...(deliveryId ? { id: deliveryId } : {}) },
      data: { state: "waiting", attempts: 0, dueAt: new Date() },
    });
    if (count === 0 && deliveryId) throw new Problem("not_found", "No delivery of this id was given up");
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: "audit_webhook.resend",
      outcome: "succeeded",
      target: webhookTarget(id, url),
      detail: { events: count },
    });
    return { resent: count };
  });
}
