import type { Generation } from "@/sandbox/settings";
import type { StoredWebhook } from "@/sandbox/state/call-flow";
import type { CreateWebhook, UpdateWebhook } from "./request-parts";

/** A webhook of a create request as it is stored: the headers become a list (upstream quirk Q6). */
export function webhookFromCreate(request: CreateWebhook): StoredWebhook {
  return { ...stored(request, request.variablesforcallflow), variablesField: "variablesforcallflow" };
}

/**
 * A webhook of an update request. The older generation writes the body itself from the variables (upstream
 * quirk Q12).
 */
export function webhookFromUpdate(request: UpdateWebhook, generation: Generation): StoredWebhook {
  const webhook = stored(request, request.variables);
  if (generation === "older" && webhook.variables.length > 0) webhook.body = bodyFrom(webhook.variables);
  return webhook;
}

/** A webhook as the newer generation answers it: its complete configuration. */
export function newerWebhook(webhook: StoredWebhook): Record<string, unknown> {
  const { variablesField, variables, ...rest } = webhook;
  return { ...rest, [variablesField]: variables };
}

/** A webhook as the older generation answers it: only the seven fields that its example shows. */
export function olderWebhook(webhook: StoredWebhook): Record<string, unknown> {
  const { name, description, url, method, headers, body, variables } = webhook;
  return { name, description, url, method, headers, body, variables };
}

function stored(
  request: Omit<UpdateWebhook, "variables">,
  variables: UpdateWebhook["variables"],
): StoredWebhook {
  return {
    name: request.name,
    url: request.url,
    method: request.method ?? "POST",
    headers: Object.entries(request.headers ?? {}).map(([name, value]) => ({ name, value })),
    body: request.body ?? "",
    description: request.description ?? "",
    variablesField: "variables",
    variables: (variables ?? []).map(({ name, description }) => ({ name, description: description ?? "" })),
    responseVariables: (request.responseVariables ?? []).map(({ name, path, description }) => ({
      name,
      path: path ?? "",
      description: description ?? "",
    })),
    isTesting: request.isTesting ?? false,
    textToSpeak: request.textToSpeak ?? "",
    testResponse: request.testResponse ?? "",
  };
}

function bodyFrom(variables: { name: string }[]): string {
  return JSON.stringify(Object.fromEntries(variables.map(({ name }) => [name, `{{${name}}}`])), null, 2);
}
