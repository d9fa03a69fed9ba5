import { CALL_FLOW_FIELDS, type CallFlowFields } from "@/lib/flows/fields/call-flow-fields";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { type FormValues, formValues } from "./form-values";

/** What the controls of a call flow's form hold. */
export type CallFlowValues = FormValues<CallFlowFields>;

/** Gives the form's values of a call flow; without one, those of a new flow. */
export const callFlowValues = (flow: CallFlow | null): CallFlowValues => formValues(CALL_FLOW_FIELDS, flow);
