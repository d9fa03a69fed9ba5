import { MESSAGE_FLOW_FIELDS, type MessageFlowFields } from "@/lib/flows/fields/message-flow-fields";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { type FormValues, formValues } from "./form-values";

/** What the controls of a message flow's form hold. */
export type MessageFlowValues = FormValues<MessageFlowFields>;

/** Gives the form's values of a message flow; without one, those of a new flow. */
export const messageFlowValues = (flow: MessageFlow | null): MessageFlowValues =>
  formValues(MESSAGE_FLOW_FIELDS, flow);
