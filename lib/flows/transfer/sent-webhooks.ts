import type { Webhook } from "@/lib/flows/model/call-flow";
import { withoutNulls } from "@/lib/json/json-value";
import { hostOf, type MappedHeader } from "./flow-map";

/** A webhook as an update sends it, in normal form but for its headers. */
export type SentWebhook = Record<string, unknown>;

/** Returns the value of a header that the map has for a host of the target; undefined for none. */
export type SecretOf = (header: MappedHeader) => string | undefined;

/** Returns a webhook's headers with the values that the map has; null where it lacks one. */
export function headersOf({ url, headers }: Webhook, secretOf: SecretOf): Webhook["headers"] | null {
  const host = hostOf(url) ?? "";
  const filled = headers.map(({ name }) => ({ name, value: secretOf({ host, name }) }));
  const known = filled.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
  return known.length === headers.length ? known : null;
}

function sentWebhook(webhook: Webhook, headers: Webhook["headers"]): SentWebhook {
  const { id: _, variables, responseVariables, ...fields } = webhook;
  return withoutNulls({
    ...fields,
    headers:
      headers.length > 0 ? Object.fromEntries(headers.map(({ name, value }) => [name, value])) : undefined,
    variables: variables.map((variable) => withoutNulls(variable)),
    responseVariables:
      responseVariables.length > 0 ? responseVariables.map((variable) => withoutNulls(variable)) : undefined,
  });
}

/** Divides webhooks into those that can be sent, and those of which the map lacks the value of a header. */
export function sentWebhooks(
  webhooks: readonly Webhook[],
  secretOf: SecretOf,
): { sent: SentWebhook[]; secretless: Webhook[] } {
  const sent: SentWebhook[] = [];
  const secretless: Webhook[] = [];
  for (const webhook of webhooks) {
    const headers = headersOf(webhook, secretOf);
    if (headers === null) secretless.push(webhook);
    else sent.push(sentWebhook(webhook, headers));
  }
  return { sent, secretless };
}
