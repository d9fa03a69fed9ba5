import "../json/strict-csp";
import { CALL_FLOW_FIELDS, type CallFlowFields } from "@/lib/flows/fields/call-flow-fields";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { createCallFlowSchema, updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import type { FieldError } from "@/lib/json/json-pointer";
import { jsonPointer } from "@/lib/json/json-pointer";
import type { WebhookDraft } from "../webhooks/webhook-draft";
import { webhookDraftProblems } from "../webhooks/webhook-draft-problems";
import { bodyFromForm, type FlowForm, patchFromForm } from "./flow-form";
import { type FormValues, formValues } from "./form-values";

/** What the controls of a call flow's form hold. */
type CallFlowValues = FormValues<CallFlowFields>;

/** Gives the form's values of a call flow; without one, those of a new flow. */
export const callFlowValues = (flow: CallFlow | null): CallFlowValues => formValues(CALL_FLOW_FIELDS, flow);

/** Gives what is wrong with the webhooks to add that their request can't show, such as two headers of one name. */
function webhookErrors(drafts: WebhookDraft[]): FieldError[] {
  return drafts.flatMap((draft, position) =>
    webhookDraftProblems(draft, [], [])
      .filter(({ severity }) => severity === "error")
      .map(({ path, message }) => ({ path: `${jsonPointer(["webhooks", position])}${path}`, message })),
  );
}

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
  values: callFlowValues,
  body: callFlowBody,
  createSchema: createCallFlowSchema,
  patch: callFlowPatch,
  updateSchema: updateCallFlowSchema,
  check: ({ webhooks }) => webhookErrors(webhooks),
};
