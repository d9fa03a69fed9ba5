import type { MessageFlow } from "@/lib/flows/message-flow";
import { type ResponseValues, responseValues } from "./response-values";

/** What the controls of a message flow's form hold; names as in `CallFlowValues`. */
export interface MessageFlowValues {
  name: string;
  direction: string;
  messageChannel: string;
  agent: string;
  initiationMessage: string;
  prompt: string;
  description: string;
  isActive: boolean;
  autopilot: boolean;
  settings: {
    responseSettings: ResponseValues;
    emailSettings: { subjectLine: string; signature: string };
    security: { hipaaCompliance: boolean };
  };
}

/** Gives the form's values of a message flow; without one, those of a new flow. */
export function messageFlowValues(flow: MessageFlow | null): MessageFlowValues {
  const settings = flow?.settings;
  return {
    name: flow?.name ?? "",
    direction: flow ? (flow.direction ?? "") : "bidirectional",
    messageChannel: flow ? (flow.messageChannel ?? "") : "SMS",
    agent: flow?.agent ?? "",
    initiationMessage: flow?.initiationMessage ?? "",
    prompt: flow?.prompt ?? "",
    description: flow?.description ?? "",
    isActive: flow?.isActive ?? false,
    autopilot: flow?.autopilot ?? false,
    settings: {
      responseSettings: responseValues(settings?.responseSettings ?? null),
      emailSettings: {
        subjectLine: settings?.emailSettings.subjectLine ?? "",
        signature: settings?.emailSettings.signature ?? "",
      },
      security: { hipaaCompliance: settings?.security.hipaaCompliance ?? false },
    },
  };
}
