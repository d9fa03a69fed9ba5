import type { StoredWebhook } from "@/sandbox/state/call-flow";

/** A stored webhook whose fields are unset, except those in `fields`. */
export function demoWebhook(
  fields: Partial<StoredWebhook> & Pick<StoredWebhook, "name" | "url">,
): StoredWebhook {
  return {
    method: "POST",
    headers: [],
    body: "",
    description: "",
    variablesField: "variablesforcallflow",
    variables: [],
    responseVariables: [],
    isTesting: false,
    textToSpeak: "",
    testResponse: "",
    ...fields,
  };
}
