import type { RuleReference } from "@/tests/support/rule-references";

/** The tests that the table refers to, under short names. */
export const RULES = {
  call_round_trip: {
    file: "tests/integration/flow-round-trip.test.ts",
    rule: "any call flow reads as it was created, and any change of it changes the fields that it names and nothing else",
  },
  message_round_trip: {
    file: "tests/integration/flow-round-trip.test.ts",
    rule: "any message flow reads as it was created, and any change of it changes the fields that it names and nothing else",
  },
  created_as_documented: {
    file: "tests/integration/flow-creates.test.ts",
    rule: "a call flow with every documented field is one write, under the documented names",
  },
  create_takes_all: {
    file: "lib/flows/requests/call-flow-requests.test.ts",
    rule: "passes with every documented field, unchanged",
  },
  update_takes_all: {
    file: "lib/flows/requests/call-flow-requests.test.ts",
    rule: "takes every documented field",
  },
  call_fixed: {
    file: "tests/integration/refusals.test.ts",
    rule: "can't change a call flow's %s, and says so",
  },
  message_fixed: {
    file: "tests/integration/refusals.test.ts",
    rule: "can't change a message flow's %s, and says so",
  },
  form: {
    file: "scripts/field-table/form-fields.test.ts",
    rule: "holds every field of the request and sends it as it was",
  },
  form_copies: {
    file: "components/flows/form/json-request.test.ts",
    rule: "may name the welcome message and the webhook addresses by their copies",
  },
  newer_read: {
    file: "lib/upstream/normalise-flow.test.ts",
    rule: "of the newer generation is read whole, and the limits it lacks are unknown",
  },
  older_read: {
    file: "lib/upstream/normalise-flow.test.ts",
    rule: "of the older generation is read with its limits, autopilot, and webhooks from settings",
  },
  top_first: {
    file: "lib/upstream/normalise-flow.test.ts",
    rule: "is read at the top first where a copy in settings says something else",
  },
  equal_addresses: {
    file: "lib/flows/requests/request-rules.test.ts",
    rule: "an address and its copy in settings must be equal, as long as both are sent",
  },
  divided_call_settings: {
    file: "lib/upstream/normalise-flow.test.ts",
    rule: "may have its call settings divided between both names",
  },
  both_limits: {
    file: "lib/upstream/flow-wire.test.ts",
    rule: "sends both call limits as they are when only one is changed",
  },
  limits_not_created: { file: "lib/flows/requests/call-flow-requests.test.ts", rule: "is refused for %s" },
  inbound_kept: {
    file: "lib/upstream/flow-wire.test.ts",
    rule: "leaves the direction out for a flow that reads inbound, unless it is changed",
  },
  prompt_type: {
    file: "lib/upstream/flow-wire.test.ts",
    rule: "sends simple as prompt type even for a flow that reads flow",
  },
  agent_shapes: { file: "lib/upstream/normalise-flow.test.ts", rule: "may name its agent as %s" },
  call_autopilot: {
    file: "tests/integration/flow-updates.test.ts",
    rule: "autopilot of a call flow is set where the upstream has it, else refused by name",
  },
  message_autopilot: {
    file: "tests/integration/flow-updates.test.ts",
    rule: "autopilot is a requested value, not a flip: the same request twice flips once",
  },
  never_read_only: {
    file: "lib/upstream/flow-wire.test.ts",
    rule: "never sends a value that is not known, a field that can only be read, or a stored secret",
  },
  no_opt_out: {
    file: "lib/flows/requests/call-flow-requests.test.ts",
    rule: "refuses securityOptOut, since what it would do to hipaaCompliance is not documented",
  },
  global: {
    file: "lib/upstream/flow-wire.test.ts",
    rule: "names isGlobal only when it is true or requested",
  },
  public_access: {
    file: "lib/flows/requests/write-effects.test.ts",
    rule: "warns of public access, when it is switched on",
  },
  custom_welcome: {
    file: "components/flows/form/call-flow-form.test.ts",
    rule: "goes along with the choice of it",
  },
  webhooks_append: {
    file: "tests/integration/preservation.test.ts",
    rule: "three webhooks stay three, and one more makes four, with their secrets",
  },
  webhook_added: {
    file: "tests/integration/flow-updates.test.ts",
    rule: "an added webhook goes out with an object of headers and `variables`",
  },
  webhook_created: {
    file: "components/flows/webhooks/webhook-draft.test.ts",
    rule: "has its headers as an object and its variables under the name that creating takes",
  },
  webhook_body: {
    file: "lib/flows/requests/write-effects.test.ts",
    rule: "says that a webhook's body text may be replaced",
  },
  headers_read: {
    file: "lib/upstream/normalise-flow.test.ts",
    rule: "may have webhook headers as an object and variables under the name of the create request",
  },
  headers_secret: {
    file: "tests/integration/secrets.test.ts",
    rule: "no key, password or header value shows up in an answer, the log or the database",
  },
  webhook_places: {
    file: "lib/upstream/normalise-flow.test.ts",
    rule: "may have webhooks in both places, and the same one counts once",
  },
  both_switches: {
    file: "lib/upstream/flow-wire.test.ts",
    rule: "always sends both switches, because their defaults are documented wrongly",
  },
  hours_flattened: {
    file: "lib/upstream/flow-wire.test.ts",
    rule: "flattens the working hours, in this request only",
  },
  message_read: { file: "lib/upstream/normalise-flow.test.ts", rule: "is read whole" },
  message_kept: {
    file: "lib/upstream/normalise-flow.test.ts",
    rule: "keeps its settings and first message when a toggle's answer lacks them",
  },
  times: {
    file: "lib/upstream/normalise-flow.test.ts",
    rule: "has its times in one spelling, so that equal moments are equal texts",
  },
  other_workspace: {
    file: "lib/upstream/lists.test.ts",
    rule: "refuses another flow than the requested one, and a flow of another workspace",
  },
} as const satisfies Record<string, RuleReference>;

export type RuleKey = keyof typeof RULES;
