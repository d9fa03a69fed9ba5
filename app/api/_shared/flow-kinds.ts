import { createCallFlowSchema } from "@/lib/flows/requests/create-call-flow";
import { createMessageFlowSchema } from "@/lib/flows/requests/create-message-flow";
import { updateCallFlowSchema } from "@/lib/flows/requests/update-call-flow";
import { updateMessageFlowSchema } from "@/lib/flows/requests/update-message-flow";
import { callFlowAnswer, messageFlowAnswer } from "@/lib/openapi/answers/flow-answer";

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
