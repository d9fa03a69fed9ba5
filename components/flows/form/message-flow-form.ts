import "./strict-csp";
import { createMessageFlowSchema } from "@/lib/flows/create-message-flow";
import type { MessageFlow } from "@/lib/flows/message-flow";
import { updateMessageFlowSchema } from "@/lib/flows/update-message-flow";
import type { FlowForm } from "./flow-form";
import { bodyFromForm, type CreateRules, patchFromForm } from "./form-request";
import { type MessageFlowValues, messageFlowValues } from "./message-flow-values";

const RULES: CreateRules = {
  required: new Set(["name", "direction", "messageChannel", "agent", "initiationMessage", "prompt"]),
  unknown: () => false,
  // Upstream quirk Q27: the defaults of the two switches are uncertain, so both are always said.
  silentWhenOff: new Set(),
};

/** How a form speaks for message flows. */
export const MESSAGE_FLOW_FORM: FlowForm<MessageFlow, MessageFlowValues> = {
  kind: "message_flow",
  values: messageFlowValues,
  body: (values) => bodyFromForm(values, RULES),
  createSchema: createMessageFlowSchema,
  patch: patchFromForm,
  updateSchema: updateMessageFlowSchema,
  check: () => [],
};
