import "../json/strict-csp";
import type { z } from "zod";
import { callFlowAnswer, messageFlowAnswer } from "@/lib/flows/fields/answer-schema";
import type { RequestVerb } from "@/lib/flows/fields/field";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { createCallFlowSchema, updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { createMessageFlowSchema, updateMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";
import type { Shape } from "../../http/answer-shape";

/** The checks of requests and answers, by the server's own schemas. They load when the first one is due. */
export interface FlowChecks<Flow> {
  /** What the portal answers with. */
  answer: Shape<Flow>;
  createSchema: z.ZodType;
  updateSchema: z.ZodType;
}

export const CALL_FLOW_CHECKS: FlowChecks<CallFlow> = {
  answer: (value): value is CallFlow => callFlowAnswer.safeParse(value).success,
  createSchema: createCallFlowSchema,
  updateSchema: updateCallFlowSchema,
};

export const MESSAGE_FLOW_CHECKS: FlowChecks<MessageFlow> = {
  answer: (value): value is MessageFlow => messageFlowAnswer.safeParse(value).success,
  createSchema: createMessageFlowSchema,
  updateSchema: updateMessageFlowSchema,
};

/** Returns the schema of the requests of a form. */
export function requestSchema(kind: FlowKind, verb: RequestVerb): z.ZodType {
  const { createSchema, updateSchema } = kind === "call_flow" ? CALL_FLOW_CHECKS : MESSAGE_FLOW_CHECKS;
  return verb === "create" ? createSchema : updateSchema;
}
