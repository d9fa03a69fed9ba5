import { z } from "zod";
import { CALL_FLOW_FIELDS } from "@/lib/flows/fields/call-flow-fields";
import { MESSAGE_FLOW_FIELDS } from "@/lib/flows/fields/message-flow-fields";
import { normalShape } from "@/lib/flows/fields/normal-schema";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";

const unknownFields = z.int().describe("How many fields of the upstream's answer this form does not hold.");

const callFlow = normalShape(CALL_FLOW_FIELDS);
const callFlowShape = {
  ...callFlow,
  flowData: z.object(normalShape(CALL_FLOW_FIELDS, "/flowData")).nullable(),
  autopilot: z.boolean().optional().describe("Only where the flow has it."),
  // Shown as an empty list while the upstream has not told any.
  webhooks: z.array(z.object(normalShape(CALL_FLOW_FIELDS, "/webhooks/*"))),
  unknownFields,
};
const messageFlowShape = { ...normalShape(MESSAGE_FLOW_FIELDS), unknownFields };

const notRestored = z
  .array(z.object({ path: z.string(), why: z.string() }))
  .describe("Fields that the revision had otherwise and that stay as they are.");

export const callFlowAnswer = z.object(callFlowShape) as z.ZodType as z.ZodType<CallFlow>;
export const messageFlowAnswer = z.object(messageFlowShape) as z.ZodType as z.ZodType<MessageFlow>;
export const restoredCallFlow = z.object({ ...callFlowShape, notRestored });
export const restoredMessageFlow = z.object({ ...messageFlowShape, notRestored });
