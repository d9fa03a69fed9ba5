import { z } from "zod";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { CALL_FLOW_FIELDS } from "./call-flow-fields";
import { MESSAGE_FLOW_FIELDS } from "./message-flow-fields";
import { normalShape } from "./normal-schema";

const beside = {
  unknownFields: z.int().describe("How many fields of Trillet's answer this form does not have."),
  kept: z
    .array(z.object({ path: z.string(), value: z.unknown() }))
    .optional()
    .describe(
      "Documented fields that Trillet stores in another form than documented; each is null or empty above. They go back as they were read. What may be a secret is masked.",
    ),
};

/** A call flow as the portal answers with it: the published contract and the browser read it by the same shape. */
export const callFlowShape = {
  ...normalShape(CALL_FLOW_FIELDS),
  flowData: z.object(normalShape(CALL_FLOW_FIELDS, "/flowData")).nullable(),
  autopilot: z.boolean().optional().describe("Only where the flow has it."),
  // Shown as an empty list while the list is unknown.
  webhooks: z.array(z.object(normalShape(CALL_FLOW_FIELDS, "/webhooks/*"))),
  ...beside,
};
/** A message flow, likewise. */
export const messageFlowShape = { ...normalShape(MESSAGE_FLOW_FIELDS), ...beside };

// The shapes are worked out from the tables, which the types were checked against.
export const callFlowAnswer = z.object(callFlowShape) as z.ZodType as z.ZodType<CallFlow>;
export const messageFlowAnswer = z.object(messageFlowShape) as z.ZodType as z.ZodType<MessageFlow>;
