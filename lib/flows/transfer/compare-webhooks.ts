import type { Webhook } from "@/lib/flows/model/call-flow";
import { sameValue } from "./same-value";

/** What two webhooks are one by: the upstream has no id that both sides share. */
export interface WebhookName {
  name: string;
  method: string | null;
  url: string;
}

export function webhookName({ name, method, url }: Webhook): WebhookName {
  return { name, method: method?.toUpperCase() ?? null, url };
}

function isNamed(webhook: Webhook, wanted: WebhookName): boolean {
  const { name, method, url } = webhookName(webhook);
  return name === wanted.name && method === wanted.method && url === wanted.url;
}

/** Returns the webhooks of a name. */
export function webhooksOf(all: readonly Webhook[], wanted: WebhookName): Webhook[] {
  return all.filter((webhook) => isNamed(webhook, wanted));
}

/**
 * Whether two webhooks of one name do the same. The upstream makes ids and may write bodies anew (quirk Q12), and values of
 * headers are secrets of their workspace, so only the headers' names count.
 */
function isAlike(one: Webhook, other: Webhook): boolean {
  const part = ({
    description,
    variables,
    responseVariables,
    isTesting,
    textToSpeak,
    testResponse,
    headers,
  }: Webhook) => ({
    ...{ description, variables, responseVariables, textToSpeak, testResponse },
    isTesting: isTesting === true,
    headers: headers.map(({ name }) => name.toLowerCase()).toSorted(),
  });
  return sameValue(part(one), part(other));
}

/** Whether two webhooks have one name, and do the same. */
export function isAlikeAndNamed(one: Webhook, other: Webhook): boolean {
  return isNamed(one, webhookName(other)) && isAlike(one, other);
}

export interface WebhookDifferences {
  /** In the source and not in the target: an update can add them. */
  missing: Webhook[];
  /** In both, and not alike: no request changes one. */
  changed: { source: Webhook; target: Webhook }[];
  /** In the target more often than in the source: no request removes one. */
  surplus: Webhook[];
}

/**
 * Compares webhooks as multisets by name, method and address, since names may repeat (upstream quirk Q1).
 * @param source in the target's terms
 */
export function compareWebhooks(source: readonly Webhook[], target: readonly Webhook[]): WebhookDifferences {
  const differences: WebhookDifferences = { missing: [], changed: [], surplus: [] };
  const left = [...target];
  const unmatched: Webhook[] = [];
  // Those that are alike belong together first; what is left of a name has changed.
  for (const webhook of source) {
    const at = left.findIndex((other) => isAlikeAndNamed(other, webhook));
    if (at === -1) unmatched.push(webhook);
    else left.splice(at, 1);
  }
  for (const webhook of unmatched) {
    const at = left.findIndex((other) => isNamed(other, webhookName(webhook)));
    const [other] = at === -1 ? [] : left.splice(at, 1);
    if (other) differences.changed.push({ source: webhook, target: other });
    else differences.missing.push(webhook);
  }
  differences.surplus.push(...left);
  return differences;
}
