import type { StoredWebhookHeader, Webhook, WebhookHeader } from "@/lib/flows/model/call-flow";
import type { Flow, StoredCallFlow, StoredFlow } from "@/lib/flows/model/flow";

/** What stands where a secret value was. */
export const MASK = "••••";

function maskHeader(header: WebhookHeader, digest: (value: string) => string): StoredWebhookHeader {
  // A header that comes from an earlier stored state is masked already. Its digest must survive, since a
  // digest of the mask would look like a changed secret.
  const known = (header as Partial<StoredWebhookHeader>).digest;
  if (header.value === MASK && known !== undefined) return { name: header.name, value: MASK, digest: known };
  return { name: header.name, value: MASK, digest: digest(header.value) };
}

/**
 * Gives the flow fit for storing: every webhook header's value replaced by `MASK`, with its digest beside it, so
 * that a changed secret still shows as a change. `digest` must not be reversible by guessing: key it.
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

/** Gives a stored flow as it may be shown: without digests, values masked, and always with a list of webhooks. */
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
