import type { KnownVariable } from "@/components/flows/prompt/prompt-variables";
import type { WebhookDraft } from "@/components/flows/webhooks/webhook-draft";
import type { Webhook } from "@/lib/flows/model/call-flow";

/** Gives the variables that a flow's webhooks bring: what the agent collects for one, and what its answer gives. */
export function webhookVariables(existing: Webhook[], added: WebhookDraft[]): KnownVariable[] {
  return [...existing, ...added].flatMap(({ name: webhook, variables, responseVariables }) => [
    ...variables.map(({ name }) => ({ name, from: `webhook ${webhook}` })),
    ...responseVariables.map(({ name }) => ({ name, from: `answer of webhook ${webhook}` })),
  ]);
}
