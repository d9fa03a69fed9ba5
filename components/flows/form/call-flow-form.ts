import "./strict-csp";
import type { CallFlow } from "@/lib/flows/call-flow";
import { createCallFlowSchema } from "@/lib/flows/create-call-flow";
import { updateCallFlowSchema } from "@/lib/flows/update-call-flow";
import { type CallFlowValues, callFlowValues } from "./call-flow-values";
import type { FlowForm } from "./flow-form";
import { bodyFromForm, type CreateRules, patchFromForm } from "./form-request";
import { webhookErrors } from "./webhook-errors";

/** Fields of the form that only an update takes: the documented create request doesn't have them. */
const ONLY_AFTER_CREATION = [
  "autopilot",
  "settings.knowledgeBaseFiles",
  "settings.callSettings.maxCallDuration",
  "settings.callSettings.endCallOnSilence",
  "settings.responseSettings",
  "settings.security.hipaaCompliance",
];

const RULES: CreateRules = {
  required: new Set(["name", "direction"]),
  unknown: (name) => ONLY_AFTER_CREATION.some((own) => `${name}.`.startsWith(`${own}.`)),
  // Upstream quirk Q30: even naming `isGlobal` may need a permission that most workspaces lack.
  silentWhenOff: new Set(["isGlobal", "isPreConfigured"]),
};

/** The welcome text counts only while it is the one that is said; its field is hidden otherwise. */
function withoutHiddenText(values: CallFlowValues, otherwise: string): CallFlowValues {
  return values.welcomeMessage === "ai_custom" ? values : { ...values, customWelcomeMessage: otherwise };
}

function callFlowPatch(initial: CallFlowValues, current: CallFlowValues): Record<string, unknown> {
  const patch = patchFromForm(initial, withoutHiddenText(current, initial.customWelcomeMessage));
  const lacksText = current.welcomeMessage === "ai_custom" && current.customWelcomeMessage.trim() === "";
  // Sent even when unchanged, so that the schema sees that a fixed text was chosen and none given.
  return lacksText && "welcomeMessage" in patch ? { ...patch, customWelcomeMessage: "" } : patch;
}

/** A graph goes whole: one of nodes alone would leave it to the upstream what its edges are. */
function callFlowBody(values: CallFlowValues): Record<string, unknown> {
  const body = bodyFromForm(withoutHiddenText(values, ""), RULES);
  return "flowData" in body ? { ...body, flowData: values.flowData } : body;
}

/** How a form speaks for call flows. */
export const CALL_FLOW_FORM: FlowForm<CallFlow, CallFlowValues> = {
  kind: "call_flow",
  values: callFlowValues,
  body: callFlowBody,
  createSchema: createCallFlowSchema,
  patch: callFlowPatch,
  updateSchema: updateCallFlowSchema,
  check: ({ webhooks }) => webhookErrors(webhooks),
};
