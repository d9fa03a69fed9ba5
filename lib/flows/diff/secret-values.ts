import canonicalize from "canonicalize";
import { isDocumented } from "@/lib/flows/fields/flow-fields";
import type { KeptValue, StoredWebhookHeader, Webhook, WebhookHeader } from "@/lib/flows/model/call-flow";
import { type Flow, isCallFlow, type StoredCallFlow, type StoredFlow } from "@/lib/flows/model/flow";
import { pointerSteps } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { pathNamesCredential, withoutCredentials } from "@/lib/text/credentials";

/** Replaces a secret value. */
export const MASK = "••••";

function maskHeader(header: WebhookHeader, digest: (value: string) => string): StoredWebhookHeader {
  // A header of an earlier stored state is masked already. Its digest must survive, since a digest of the mask would
  // seem to be a changed secret.
  const known = (header as Partial<StoredWebhookHeader>).digest;
  if (header.value === MASK && known !== undefined) return { name: header.name, value: MASK, digest: known };
  return { name: header.name, value: MASK, digest: digest(header.value) };
}

function maskTexts(value: unknown): unknown {
  if (typeof value === "string") return value === "" ? "" : MASK;
  if (Array.isArray(value)) return value.map(maskTexts);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskTexts(inner)]));
}

/**
 * Masks what may be a secret in a value of the upstream's that has no place in the normal form. A documented field is no
 * secret by itself, so only what sounds like a credential is masked there. Of an unknown key, no text stays.
 */
function maskUnread(flow: Flow, path: string, value: unknown): unknown {
  const suspect = pathNamesCredential(pointerSteps(path));
  const cleared = withoutCredentials(value, () => MASK, suspect);
  return isDocumented(isCallFlow(flow) ? "call_flow" : "message_flow", path) ? cleared : maskTexts(cleared);
}

/** As with a header, the digest of a value that is masked already survives. */
function maskKept(flow: Flow, kept: KeptValue, digest: (value: string) => string): KeptValue {
  const { path, value } = kept;
  if (kept.digest !== undefined) return kept;
  return { path, value: maskUnread(flow, path, value), digest: digest(canonicalize(value) ?? "") };
}

/**
 * Returns the flow as it may be stored: every webhook header's value is replaced by `MASK`, with its digest beside it.
 * So is what may be a secret in kept values. A changed secret thus still shows as a change.
 * @param digest a keyed digest, so that nobody can find a secret by guessing
 */
export function maskFlowSecrets(flow: Flow, digest: (value: string) => string): StoredFlow {
  const kept = flow.kept?.map((value) => maskKept(flow, value, digest));
  const masked = { ...flow, ...(kept ? { kept } : {}) };
  if (!("webhooks" in masked)) return masked;
  const mask = (webhook: Webhook): Webhook<StoredWebhookHeader> => ({
    ...webhook,
    headers: webhook.headers.map((header) => maskHeader(header, digest)),
  });
  const stored: StoredCallFlow = { ...masked, webhooks: masked.webhooks?.map(mask) ?? null };
  return stored;
}

/** Returns the values that an answer shows: those of documented fields. Unknown keys are counted, never answered. */
function presentKept(flow: StoredFlow): { kept?: KeptValue[] } {
  const kind = isCallFlow(flow) ? "call_flow" : "message_flow";
  const shown = (flow.kept ?? []).filter(({ path }) => isDocumented(kind, path));
  return shown.length > 0 ? { kept: shown.map(({ path, value }) => ({ path, value })) } : {};
}

/** Returns a stored flow as it may be shown: without digests, values masked, and always with a list of webhooks. */
export function presentFlow(stored: StoredFlow): Flow {
  const { kept: _, ...flow } = stored;
  const shown: Flow = { ...flow, ...presentKept(stored) };
  if (!("webhooks" in shown)) return shown;
  return {
    ...shown,
    webhooks: (shown.webhooks ?? []).map((webhook) => ({
      ...webhook,
      headers: webhook.headers.map(({ name }) => ({ name, value: MASK })),
    })),
  };
}
