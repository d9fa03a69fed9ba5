import { dotted, type FieldMapping, field, NO_CONTROL } from "./field-mapping";
import type { RuleKey } from "./rules";

const ROUND: RuleKey[] = ["call_round_trip", "form", "create_takes_all", "update_takes_all"];

/** The older generation has the webhooks under `settings` (upstream quirk Q10) and tells seven fields of one. */
const inSettings = (path: string) => `settings.${dotted(path)}`;

/** An item's field: set for a webhook that is added, read-only for one that is there. */
function part(
  name: string,
  control: string,
  rules: RuleKey[] = [],
  names: Partial<FieldMapping> = {},
): FieldMapping {
  const path = `/webhooks/*/${name}`;
  const later = `${control}, of an added webhook; read-only after that: nothing can change one`;
  return field(path, [control, later], [...ROUND, ...rules], { older: inSettings(path), ...names });
}

const UNTOLD = { older: null };
const variables = (name: string) => ({
  createRequest: `webhooks[].variablesforcallflow${name}`,
  newer: `webhooks[].variables${name}, or variablesforcallflow as sent`,
});

/** The webhooks of a call flow, and the two addresses beside them. */
export const WEBHOOK_MAPPING: FieldMapping[] = [
  field(
    "/webhooks",
    ["cards", "cards: add only; existing ones are read-only, since the upstream only appends"],
    [...ROUND, "webhooks_append", "webhook_places"],
    { older: inSettings("/webhooks") },
  ),
  field("/webhooks/*/id", [NO_CONTROL.none, NO_CONTROL.json], ["webhook_places"], {
    older: inSettings("/webhooks/*/id"),
  }),
  part("name", "text"),
  part("url", "text"),
  part("method", "choice"),
  part("headers", "rows of name and value", ["webhook_added", "headers_read", "headers_secret"]),
  field(
    "/webhooks/*/headers/*/name",
    ["text", "text, of an added webhook; read-only after that"],
    ["webhook_created", "headers_read"],
    {
      createRequest: "webhooks[].headers, its keys",
      updateRequest: "webhooks[].headers, its keys",
      older: inSettings("/webhooks/*/headers/*/name"),
    },
  ),
  field(
    "/webhooks/*/headers/*/value",
    ["secret text", "secret text, of an added webhook; never shown after that: it may be a secret"],
    ["webhook_created", "headers_secret"],
    {
      createRequest: "webhooks[].headers, its values",
      updateRequest: "webhooks[].headers, its values",
      older: inSettings("/webhooks/*/headers/*/value"),
    },
  ),
  part("body", "text area", ["webhook_body"]),
  part("description", "text"),
  part("variables", "rows", ["webhook_created", "webhook_added", "headers_read"], variables("")),
  part("variables/*/name", "text", [], variables("[].name")),
  part("variables/*/description", "text", [], variables("[].description")),
  part("responseVariables", "rows, with a trial of the path", [], UNTOLD),
  part("responseVariables/*/name", "text", [], UNTOLD),
  part("responseVariables/*/path", "text", [], UNTOLD),
  part("responseVariables/*/description", "text", [], UNTOLD),
  part("isTesting", "switch", [], UNTOLD),
  part("textToSpeak", "text", [], UNTOLD),
  part("testResponse", "text area", [], UNTOLD),
  field(
    "/agentWebhookUrl",
    ["text", NO_CONTROL.fixed],
    ["call_round_trip", "form", "created_as_documented", "call_fixed"],
    UNTOLD,
  ),
  field(
    "/inboundWebhookUrl",
    ["text", NO_CONTROL.fixed],
    ["call_round_trip", "form", "created_as_documented", "call_fixed"],
    UNTOLD,
  ),
  field(
    "/settings/webhooks/agent",
    [NO_CONTROL.copy, NO_CONTROL.copy_told],
    ["form_copies", "equal_addresses", "call_round_trip"],
    { createRequest: "settings.webhooks.agent", older: null },
  ),
  field(
    "/settings/webhooks/inbound",
    [NO_CONTROL.copy, NO_CONTROL.copy_told],
    ["form_copies", "equal_addresses", "call_round_trip"],
    { createRequest: "settings.webhooks.inbound", older: null },
  ),
];
