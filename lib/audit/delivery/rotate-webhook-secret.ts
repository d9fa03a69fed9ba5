import "server-only";
import { type ActedBy, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { holdWebhook } from "./hold-webhook";
import { sealedNewSecret } from "./webhook-secret";
import { webhookTarget } from "./webhook-target";

/**
 * Replaces the secret that signs a webhook's deliveries. The new one counts from the next try on; a receiver that
 * still has the old one refuses, and gets the event again later.
 *
 * @returns the new secret: nobody can read it later
 * @throws Problem `not_found`
 */
export async function rotateWebhookSecret(
  chain: string,
  id: string,
  by: ActedBy,
): Promise<{ secret: string }> {
  const { secret, sealedSecret } = sealedNewSecret(id);
  await database().$transaction(async (tx) => {
    const { url } = await holdWebhook(tx, chain, id);
    await tx.auditWebhook.update({ where: { id }, data: { sealedSecret } });
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: "audit_webhook.rotate_secret",
      outcome: "succeeded",
      target: webhookTarget(id, url),
    });
  });
  return { secret };
}
