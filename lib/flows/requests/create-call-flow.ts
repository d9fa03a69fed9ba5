import type { z } from "zod";
import { CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, type CallFlowFields } from "@/lib/flows/fields/call-flow-fields";
import { group } from "@/lib/flows/fields/field-schemas";
import { requestShape, type Sent, valueSchema } from "@/lib/flows/fields/request-schema";
import { checkWebhookAddresses } from "./webhook-address-rule";
import { ALONGSIDE_TYPE_ERRORS, checkCreatedWelcome } from "./welcome-message-rule";

/** A parsed request to create a call flow, with its prompt type filled in. */
export type CreateCallFlow = Sent<CallFlowFields, "create">;

const shape = requestShape(CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, "create");
const body: z.ZodType = group("A call flow", {
  ...shape,
  // Documented as required and as having a default: absent, it is filled in.
  promptType: valueSchema(CALL_FLOW_FIELDS, "/promptType", "create").default("simple"),
})
  .superRefine(checkCreatedWelcome, ALONGSIDE_TYPE_ERRORS)
  .superRefine(checkWebhookAddresses, ALONGSIDE_TYPE_ERRORS);

/** The upstream's documented request to create a call flow, verbatim; nothing undocumented is accepted. */
export const createCallFlowSchema = body as z.ZodType<CreateCallFlow>;
