import { callFlowAnswer, messageFlowAnswer } from "@/lib/flows/fields/answer-schema";
import { createCallFlowSchema, updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { createMessageFlowSchema, updateMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";

/** In what the routes of the two kinds of flow differ. */
export const CALL_FLOWS = {
  kind: "call_flow",
  tag: "call-flows",
  words: "a call flow",
  create: createCallFlowSchema,
  update: updateCallFlowSchema,
  answer: callFlowAnswer,
} as const;

export const MESSAGE_FLOWS = {
  kind: "message_flow",
  tag: "message-flows",
  words: "a message flow",
  create: createMessageFlowSchema,
  update: updateMessageFlowSchema,
  answer: messageFlowAnswer,
} as const;

export type FlowKindFacts = typeof CALL_FLOWS | typeof MESSAGE_FLOWS;
