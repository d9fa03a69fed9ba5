import "server-only";
import { type ActedBy, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { holdWebhook } from "./hold-webhook";
import { webhookTarget } from "./webhook-target";

/**
 * Ends a webhook. What was not delivered yet is dropped from the outbox (the events themselves stay in the log), and
 * the secret is forgotten. The receiver does not hear of the removal.
 *
 * @throws Problem `not_found`
 */
export async function removeWebhook(chain: string, id: string, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    const { url } = await holdWebhook(tx, chain, id);
    const undelivered = await tx.auditDelivery.count({ where: { webhookId: id } });
    // First, since it holds the end of the chain: nothing can be recorded for this webhook between here and its end.
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: "audit_webhook.remove",
      outcome: "succeeded",
      target: webhookTarget(id, url),
      detail: { undelivered },
    });
    await tx.auditWebhook.update({ where: { id }, data: { removedAt: new Date(), sealedSecret: "" } });
    await tx.auditDelivery.deleteMany({ where: { webhookId: id } });
  });
}
