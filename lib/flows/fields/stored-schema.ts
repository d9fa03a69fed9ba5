import { z } from "zod";
import type { FlowKind, StoredCallFlow, StoredFlow } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { CALL_FLOW_FIELDS } from "./call-flow-fields";
import { MESSAGE_FLOW_FIELDS } from "./message-flow-fields";
import { normalShape } from "./normal-schema";

const beside = {
  unknownFields: z.int().min(0),
  // Absent in a state that was stored before these values were recorded.
  kept: z.array(z.object({ path: z.string(), value: z.unknown(), digest: z.string() })).optional(),
};
const headers = z.array(z.object({ name: z.string(), value: z.string(), digest: z.string() })).default([]);
const webhook = z.object({ ...normalShape(CALL_FLOW_FIELDS, "/webhooks/*", "stored"), headers });

const callFlow: z.ZodType = z.object({
  ...normalShape(CALL_FLOW_FIELDS, "", "stored"),
  flowData: z
    .object(normalShape(CALL_FLOW_FIELDS, "/flowData", "stored"))
    .nullable()
    .default(null),
  autopilot: z.boolean().optional(),
  webhooks: z.array(webhook).nullable().default(null),
  ...beside,
});
const messageFlow: z.ZodType = z.object({
  ...normalShape(MESSAGE_FLOW_FIELDS, "", "stored"),
  ...beside,
});

/** A flow as it is stored: a field that a state of before does not have is read as unknown. */
export const storedFlowSchemas: Record<FlowKind, z.ZodType<StoredFlow>> = {
  call_flow: callFlow as z.ZodType<StoredCallFlow>,
  message_flow: messageFlow as z.ZodType<MessageFlow>,
};
