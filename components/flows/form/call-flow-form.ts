import { CALL_FLOW_FIELDS, type CallFlowFields } from "@/lib/flows/fields/call-flow-fields";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { type FieldError, jsonPointer } from "@/lib/json/json-pointer";
import { isBlank } from "@/lib/text/readable";
import type { WebhookDraft } from "../webhooks/webhook-draft";
import { webhookDraftProblems } from "../webhooks/webhook-draft-problems";
import { bodyFromForm, type FlowForm, patchFromForm } from "./flow-form";
import { type FormValues, formValues } from "./form-values";

/** The values of a call flow's form, as its controls have them. */
type CallFlowValues = FormValues<CallFlowFields>;

/** Returns the form's values of a call flow; without one, those of a new flow. */
export const callFlowValues = (flow: CallFlow | null): CallFlowValues => formValues(CALL_FLOW_FIELDS, flow);

/** Returns errors of new webhooks that their request can't show, such as two headers of one name. */
function webhookErrors(drafts: WebhookDraft[]): FieldError[] {
  return drafts.flatMap((draft, position) =>
    webhookDraftProblems(draft, [], [])
      .filter(({ severity }) => severity === "error")
      .map(({ path, message }) => ({ path: `${jsonPointer(["webhooks", position])}${path}`, message })),
  );
}

/** Drops the welcome text while another welcome message is chosen: its field is hidden then. */
function withoutHiddenText(values: CallFlowValues, otherwise: string): CallFlowValues {
  return values.welcomeMessage === "ai_custom" ? values : { ...values, customWelcomeMessage: otherwise };
}

function callFlowPatch(initial: CallFlowValues, current: CallFlowValues): Record<string, unknown> {
  const patch = patchFromForm(initial, withoutHiddenText(current, initial.customWelcomeMessage));
  const lacksText = current.welcomeMessage === "ai_custom" && isBlank(current.customWelcomeMessage);
  // The empty text goes even when unchanged, so that the schema refuses a fixed text without words.
  return lacksText && "welcomeMessage" in patch ? { ...patch, customWelcomeMessage: "" } : patch;
}

/** The body of a create. A graph goes as a whole, since the upstream would choose the edges of one with nodes alone. */
function callFlowBody(values: CallFlowValues): Record<string, unknown> {
  const body = bodyFromForm("call_flow", withoutHiddenText(values, ""));
  return "flowData" in body ? { ...body, flowData: values.flowData } : body;
}

/** The form's values and requests of call flows. */
export const CALL_FLOW_FORM: FlowForm<CallFlow, CallFlowValues> = {
  kind: "call_flow",
  values: callFlowValues,
  body: callFlowBody,
  patch: callFlowPatch,
  checks: () => import("./flow-checks").then(({ CALL_FLOW_CHECKS }) => CALL_FLOW_CHECKS),
  check: ({ webhooks }) => webhookErrors(webhooks),
};
