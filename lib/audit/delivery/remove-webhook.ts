import "server-only";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { findWebhook } from "./find-webhook";
import { type ActedBy, webhookTarget, workspaceOfChain } from "./webhook-target";

/**
 * Ends a webhook. What was not delivered yet is dropped from the outbox (the events themselves stay in the log), and
 * the secret is forgotten. The receiver does not hear of the removal.
 *
 * @throws Problem `not_found`
 */
export async function removeWebhook(chain: string, id: string, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    const { url } = await findWebhook(tx, chain, id);
    const waiting = await tx.auditDelivery.count({ where: { webhookId: id } });
    await tx.auditWebhook.update({ where: { id }, data: { removedAt: new Date(), sealedSecret: "" } });
    await tx.auditDelivery.deleteMany({ where: { webhookId: id } });
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: "audit_webhook.remove",
      outcome: "succeeded",
      target: webhookTarget(id, url),
      detail: { undelivered: waiting },
    });
  });
}
