import { callFlowAnswer, messageFlowAnswer } from "@/lib/flows/fields/answer-schema";
import { createCallFlowSchema, updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { duplicateCallFlowSchema, duplicateMessageFlowSchema } from "@/lib/flows/requests/copy-flow-schema";
import { createMessageFlowSchema, updateMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";
import {
  duplicatedCallFlow,
  duplicatedMessageFlow,
  restoredCallFlow,
  restoredMessageFlow,
} from "@/lib/openapi/answers/write-answers";

/** The differences between the routes of the two kinds of flow. */
export const CALL_FLOWS = {
  kind: "call_flow",
  tag: "call-flows",
  /** The kind in the names of operations. */
  noun: "CallFlow",
  words: "a call flow",
  create: createCallFlowSchema,
  update: updateCallFlowSchema,
  duplicate: duplicateCallFlowSchema,
  answer: callFlowAnswer,
  restored: restoredCallFlow,
  duplicated: duplicatedCallFlow,
} as const;

export const MESSAGE_FLOWS = {
  kind: "message_flow",
  tag: "message-flows",
  noun: "MessageFlow",
  words: "a message flow",
  create: createMessageFlowSchema,
  update: updateMessageFlowSchema,
  duplicate: duplicateMessageFlowSchema,
  answer: messageFlowAnswer,
  restored: restoredMessageFlow,
  duplicated: duplicatedMessageFlow,
} as const;

export type FlowKindFacts = typeof CALL_FLOWS | typeof MESSAGE_FLOWS;
