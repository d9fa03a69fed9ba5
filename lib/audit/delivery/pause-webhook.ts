import "server-only";
import { type ActedBy, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { holdWebhook } from "./hold-webhook";
import { webhookTarget } from "./webhook-target";

/**
 * Stops a webhook, or lets it go on. Events that happen meanwhile wait and are delivered afterwards; those that were
 * waiting for their next try are due at once. Doing what is done already changes nothing, and is told all the same.
 *
 * @throws Problem `not_found`
 */
export async function pauseWebhook(chain: string, id: string, paused: boolean, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    const { url } = await holdWebhook(tx, chain, id);
    const { count } = await tx.auditWebhook.updateMany({
      where: { id, removedAt: null, pausedAt: paused ? null : { not: null } },
      data: { pausedAt: paused ? new Date() : null },
    });
    if (count > 0 && !paused)
      await tx.$executeRaw`
        UPDATE "AuditDelivery" SET "dueAt" = now()
        WHERE "webhookId" = ${id}::uuid AND "state" = 'waiting' AND "dueAt" > now()`;
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: paused ? "audit_webhook.pause" : "audit_webhook.resume",
      outcome: "succeeded",
      target: webhookTarget(id, url),
    });
  });
}
