import type { SentWebhook, WebhookDraft } from "./webhook-draft";

/** Gives a draft of a webhook that a request adds, in either request's spelling (upstream quirk Q11). */
export function webhookDraftFromSent(sent: Partial<SentWebhook>, key: string): WebhookDraft {
  const variables = sent.variables ?? sent.variablesforcallflow ?? [];
  return {
    key,
    name: sent.name ?? "",
    url: sent.url ?? "",
    method: sent.method ?? "POST",
    description: sent.description ?? "",
    headers: Object.entries(sent.headers ?? {}).map(([name, value]) => ({ name, value })),
    body: sent.body ?? "",
    variables: variables.map(({ name = "", description = "" }) => ({ name, description })),
    responseVariables: (sent.responseVariables ?? []).map(({ name = "", path = "", description = "" }) => ({
      name,
      path,
      description,
    })),
    isTesting: sent.isTesting ?? false,
    textToSpeak: sent.textToSpeak ?? "",
    testResponse: sent.testResponse ?? "",
  };
}
