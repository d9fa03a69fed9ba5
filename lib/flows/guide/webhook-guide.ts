import { type FieldGuide, inSection } from "./guide-entry";

const ITEM = "/webhooks/*";

/** What is documented about the webhooks of a call flow. Existing ones are fixed (upstream quirk Q1). */
export const WEBHOOK_GUIDE: FieldGuide[] = inSection("webhooks", {
  "/webhooks": {
    help: "Calls to other systems that the agent can make during a conversation.",
    standard: "None",
    limits:
      "After creation webhooks can be added, but not changed or removed. Each one sent becomes a new one.",
    afterCreation: "changeable",
  },
  [`${ITEM}/id`]: { help: "The webhook's id, where the upstream tells one." },
  [`${ITEM}/name`]: {
    help: "The name by which the agent and people know this webhook.",
    limits: "Must not be blank.",
    afterCreation: "fixed",
  },
  [`${ITEM}/url`]: {
    help: "The address that is called.",
    limits: "Starts with http:// or https://.",
    afterCreation: "fixed",
  },
  [`${ITEM}/method`]: {
    help: "The HTTP method of the call.",
    standard: "POST",
    limits: "GET, POST, PUT or DELETE.",
    afterCreation: "fixed",
  },
  [`${ITEM}/headers`]: {
    help: "HTTP headers that go with the call, such as a token. Values are shown to nobody once they are saved.",
    afterCreation: "fixed",
  },
  [`${ITEM}/headers/*/name`]: {
    help: "A header's name.",
    limits: "Must not be blank.",
    afterCreation: "fixed",
  },
  [`${ITEM}/headers/*/value`]: {
    help: "A header's value. It is treated as a secret and never shown again.",
    afterCreation: "fixed",
  },
  [`${ITEM}/body`]: {
    help: "What is sent along. The upstream may write it anew from the webhook's variables, so it need not stay as you type it.",
    afterCreation: "fixed",
  },
  [`${ITEM}/description`]: { help: "What this webhook is for.", afterCreation: "fixed" },
  [`${ITEM}/variables`]: {
    help: "Values that the agent collects in the conversation and hands over with the call.",
    afterCreation: "fixed",
  },
  [`${ITEM}/variables/*/name`]: { help: "The variable's name.", afterCreation: "fixed" },
  [`${ITEM}/variables/*/description`]: {
    help: "What the agent should put into the variable.",
    afterCreation: "fixed",
  },
  [`${ITEM}/responseVariables`]: {
    help: "Values that are taken out of the answer for use in the rest of the conversation.",
    afterCreation: "fixed",
  },
  [`${ITEM}/responseVariables/*/name`]: {
    help: "The name under which the value is known afterwards.",
    afterCreation: "fixed",
  },
  [`${ITEM}/responseVariables/*/path`]: {
    help: "Where in the answer the value stands, as a JSON path such as $.booking.code.",
    afterCreation: "fixed",
  },
  [`${ITEM}/responseVariables/*/description`]: { help: "What the value means.", afterCreation: "fixed" },
  [`${ITEM}/isTesting`]: {
    help: "Whether the webhook is being tried out, for example with the test answer below.",
    afterCreation: "fixed",
  },
  [`${ITEM}/textToSpeak`]: {
    help: "What the agent says when the webhook is called.",
    afterCreation: "fixed",
  },
  [`${ITEM}/testResponse`]: {
    help: "A made-up answer to use while the webhook is being tried out.",
    afterCreation: "fixed",
  },
  "/agentWebhookUrl": {
    help: "The address that is told about what the agent does. Empty means none.",
    limits: "Empty, or an address that starts with http:// or https://.",
    afterCreation: "fixed",
  },
  "/inboundWebhookUrl": {
    help: "The address that is told about inbound calls. It may answer with variables for the prompt. Empty means none.",
    limits: "Empty, or an address that starts with http:// or https://.",
    afterCreation: "fixed",
  },
  "/settings/webhooks/agent": {
    help: "The upstream's second copy of the agent webhook address.",
    afterCreation: "fixed",
  },
  "/settings/webhooks/inbound": {
    help: "The upstream's second copy of the inbound webhook address.",
    afterCreation: "fixed",
  },
});
