import type { KnownVariable } from "@/lib/flows/prompt-variables";
import type { Webhook } from "@/lib/flows/webhook";
import type { WebhookDraft } from "@/lib/flows/webhook-draft";

/** Gives the variables that a flow's webhooks bring: what the agent collects for one, and what its answer gives. */
export function webhookVariables(existing: Webhook[], added: WebhookDraft[]): KnownVariable[] {
  return [...existing, ...added].flatMap(({ name: webhook, variables, responseVariables }) => [
    ...variables.map(({ name }) => ({ name, from: `webhook ${webhook}` })),
    ...responseVariables.map(({ name }) => ({ name, from: `answer of webhook ${webhook}` })),
  ]);
}
