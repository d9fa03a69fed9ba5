import type {
  Webhook,
  WebhookHeader,
  WebhookResponseVariable,
  WebhookVariable,
} from "@/lib/flows/model/call-flow";
import { isJsonObject } from "@/lib/json/json-value";
import type { RawFields } from "./raw-fields";

/**
 * Reads a webhook's headers. Upstream quirk Q6: they are sent as an object, but come back as a list of `{name,
 * value}`.
 */
function readHeaders(raw: unknown): WebhookHeader[] {
  const pairs: [unknown, unknown][] = Array.isArray(raw)
    ? raw.filter(isJsonObject).map(({ name, value }) => [name, value])
    : Object.entries(isJsonObject(raw) ? raw : {});
  return pairs.flatMap(([name, value]) =>
    typeof name === "string"
      ? [{ name, value: typeof value === "string" ? value : JSON.stringify(value ?? "") }]
      : [],
  );
}

function readVariable(fields: RawFields): WebhookVariable {
  return { name: fields.text("name", null) ?? "", description: fields.text("description", null) };
}

function readResponseVariable(fields: RawFields): WebhookResponseVariable {
  return { ...readVariable(fields), path: fields.text("path", null) };
}

/** Returns one webhook of an answer in normal form. */
export function normaliseWebhook(fields: RawFields): Webhook {
  // Upstream quirk Q11: create requests give the same list another name, and an answer might repeat that.
  const named = (key: string) => fields.objects(key, null, readVariable);
  const [variables, sentVariables] = [named("variables"), named("variablesforcallflow")];
  return {
    id: fields.ownId(),
    name: fields.text("name", null) ?? "",
    url: fields.text("url", null) ?? "",
    method: fields.text("method", null),
    headers: readHeaders(fields.any("headers")),
    body: fields.text("body", null),
    description: fields.text("description", null),
    variables: variables ?? sentVariables ?? [],
    responseVariables: fields.objects("responseVariables", null, readResponseVariable) ?? [],
    isTesting: fields.flag("isTesting", null),
    textToSpeak: fields.text("textToSpeak", null),
    testResponse: fields.text("testResponse", null),
  };
}

function identity({ id, name, url, method }: Webhook): string {
  return JSON.stringify([id, name, url, method]);
}

/**
 * Returns the webhooks of an answer, or null when it has no list. Upstream quirk Q10: newer answers have the list at
 * the top, older ones in `settings`. A webhook that is in both lists counts once.
 */
export function collectWebhooks(top: Webhook[] | null, inSettings: Webhook[] | null): Webhook[] | null {
  if (top === null || inSettings === null) return top ?? inSettings;
  const unmatched = top.map(identity);
  const onlyInSettings = inSettings.filter((webhook) => {
    const place = unmatched.indexOf(identity(webhook));
    if (place === -1) return true;
    unmatched.splice(place, 1);
    return false;
  });
  return [...top, ...onlyInSettings];
}
