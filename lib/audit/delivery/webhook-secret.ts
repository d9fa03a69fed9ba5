import "server-only";
import { seal, unseal, VaultError, webhookSecretBinding } from "@/lib/vault/vault";
import { newWebhookSecret } from "./webhook-signature";

/** A new secret for a webhook: to be shown once, and as it is stored. */
export function sealedNewSecret(webhookId: string): { secret: string; sealedSecret: string } {
  const secret = newWebhookSecret();
  return { secret, sealedSecret: seal(secret, webhookSecretBinding(webhookId)) };
}

/** The secret that signs a webhook's deliveries; null when its key has left the keyring. */
export function openWebhookSecret(webhook: { webhookId: string; sealedSecret: string }): string | null {
  try {
    return unseal(webhook.sealedSecret, webhookSecretBinding(webhook.webhookId));
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}
