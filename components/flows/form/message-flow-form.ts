import { MESSAGE_FLOW_FIELDS, type MessageFlowFields } from "@/lib/flows/fields/message-flow-fields";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { bodyFromForm, type FlowForm, patchFromForm } from "./flow-form";
import { type FormValues, formValues } from "./form-values";

/** The values of a message flow's form, as its controls have them. */
export type MessageFlowValues = FormValues<MessageFlowFields>;

/** Returns the form's values of a message flow; without one, those of a new flow. */
const messageFlowValues = (flow: MessageFlow | null): MessageFlowValues =>
  formValues(MESSAGE_FLOW_FIELDS, flow);

/** The form's values and requests of message flows. */
export const MESSAGE_FLOW_FORM: FlowForm<MessageFlow, MessageFlowValues> = {
  kind: "message_flow",
  values: messageFlowValues,
  body: (values) => bodyFromForm("message_flow", values),
  patch: patchFromForm,
  checks: () => import("./flow-checks").then(({ MESSAGE_FLOW_CHECKS }) => MESSAGE_FLOW_CHECKS),
  check: () => [],
};
