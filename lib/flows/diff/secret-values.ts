import type { StoredWebhookHeader, Webhook, WebhookHeader } from "@/lib/flows/model/call-flow";
import type { Flow, StoredCallFlow, StoredFlow } from "@/lib/flows/model/flow";

/** Replaces a secret value. */
export const MASK = "••••";

function maskHeader(header: WebhookHeader, digest: (value: string) => string): StoredWebhookHeader {
  // A header of an earlier stored state is masked already. Its digest must survive, since a digest of the mask would
  // seem to be a changed secret.
  const known = (header as Partial<StoredWebhookHeader>).digest;
  if (header.value === MASK && known !== undefined) return { name: header.name, value: MASK, digest: known };
  return { name: header.name, value: MASK, digest: digest(header.value) };
}

/**
 * Returns the flow as it may be stored: every webhook header's value is replaced by `MASK`, with its digest beside it.
 * A changed secret thus still shows as a change.
 * @param digest a keyed digest, so that nobody can find a secret by guessing
 */
export function maskFlowSecrets(flow: Flow, digest: (value: string) => string): StoredFlow {
  if (!("webhooks" in flow)) return flow;
  const mask = (webhook: Webhook): Webhook<StoredWebhookHeader> => ({
    ...webhook,
    headers: webhook.headers.map((header) => maskHeader(header, digest)),
  });
  const stored: StoredCallFlow = { ...flow, webhooks: flow.webhooks?.map(mask) ?? null };
  return stored;
}

/** Returns a stored flow as it may be shown: without digests, values masked, and always with a list of webhooks. */
export function presentFlow(stored: StoredFlow): Flow {
  if (!("webhooks" in stored)) return stored;
  return {
    ...stored,
    webhooks: (stored.webhooks ?? []).map((webhook) => ({
      ...webhook,
      headers: webhook.headers.map(({ name }) => ({ name, value: MASK })),
    })),
  };
}
