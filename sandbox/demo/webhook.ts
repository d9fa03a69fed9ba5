import type { StoredWebhook } from "@/sandbox/state/call-flow";

/** A stored webhook with everything unset that `fields` does not name. */
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
