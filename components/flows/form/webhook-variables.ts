import type { Webhook } from "@/lib/flows/webhook";
import type { WebhookDraft } from "@/lib/flows/webhook-draft";

/** A variable that a prompt may name, and where it comes from. */
export interface KnownVariable {
  name: string;
  from: string;
}

/** Gives the variables that a flow's webhooks bring: what the agent collects for one, and what its answer gives. */
export function webhookVariables(existing: Webhook[], added: WebhookDraft[]): KnownVariable[] {
  return [...existing, ...added].flatMap(({ name: webhook, variables, responseVariables }) => [
    ...variables.map(({ name }) => ({ name, from: `Webhook ${webhook}` })),
    ...responseVariables.map(({ name }) => ({ name, from: `Answer of webhook ${webhook}` })),
  ]);
}
