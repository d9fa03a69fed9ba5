import "./strict-csp";
import { messageFlowAnswer } from "@/lib/flows/fields/answer-schema";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { createMessageFlowSchema, updateMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";
import type { FlowForm } from "./flow-form";
import { bodyFromForm, patchFromForm } from "./form-request";
import { type MessageFlowValues, messageFlowValues } from "./message-flow-values";

/** How a form speaks for message flows. */
export const MESSAGE_FLOW_FORM: FlowForm<MessageFlow, MessageFlowValues> = {
  kind: "message_flow",
  answer: (value): value is MessageFlow => messageFlowAnswer.safeParse(value).success,
  values: messageFlowValues,
  body: (values) => bodyFromForm("message_flow", values),
  createSchema: createMessageFlowSchema,
  patch: patchFromForm,
  updateSchema: updateMessageFlowSchema,
  check: () => [],
};
