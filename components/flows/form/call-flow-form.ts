import "./strict-csp";
import { callFlowAnswer } from "@/lib/flows/fields/answer-schema";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { createCallFlowSchema, updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { type CallFlowValues, callFlowValues } from "./call-flow-values";
import type { FlowForm } from "./flow-form";
import { bodyFromForm, patchFromForm } from "./form-request";
import { webhookErrors } from "./webhook-errors";

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
  const body = bodyFromForm("call_flow", withoutHiddenText(values, ""));
  return "flowData" in body ? { ...body, flowData: values.flowData } : body;
}

/** How a form speaks for call flows. */
export const CALL_FLOW_FORM: FlowForm<CallFlow, CallFlowValues> = {
  kind: "call_flow",
  answer: (value): value is CallFlow => callFlowAnswer.safeParse(value).success,
  values: callFlowValues,
  body: callFlowBody,
  createSchema: createCallFlowSchema,
  patch: callFlowPatch,
  updateSchema: updateCallFlowSchema,
  check: ({ webhooks }) => webhookErrors(webhooks),
};
