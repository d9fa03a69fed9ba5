import type { CallFlow } from "@/lib/flows/call-flow";
import type { MessageFlow } from "@/lib/flows/message-flow";

/**
 * What the controls of a flow form hold: texts (numbers too, as typed) and switches. A field's name is its JSON
 * pointer in the flow with dots for slashes, so that errors and conflicts find their field.
 */
export interface CallFlowValues {
  name: string;
  direction: string;
  description: string;
  agent: string;
  prompt: string;
  welcomeMessage: string;
  customWelcomeMessage: string;
  isActive: boolean;
  settings: { callSettings: { maxCallDuration: string; endCallOnSilence: string } };
}

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
    responseSettings: {
      delay: string;
      workingHours: {
        enabled: boolean;
        start: string;
        end: string;
        timezone: string;
        outOfHoursMessage: string;
      };
    };
    emailSettings: { subjectLine: string; signature: string };
  };
}

/** The fields whose text stands for a number. */
export const NUMBER_FIELDS: ReadonlySet<string> = new Set([
  "settings.callSettings.maxCallDuration",
  "settings.callSettings.endCallOnSilence",
  "settings.responseSettings.delay",
]);

const digits = (value: number | null) => (value === null ? "" : String(value));

/** Gives the form's values of a call flow; without one, those of a new flow. */
export function callFlowValues(flow: CallFlow | null): CallFlowValues {
  const limits = flow?.settings.callSettings;
  return {
    name: flow?.name ?? "",
    direction: flow ? (flow.direction ?? "") : "bidirectional",
    description: flow?.description ?? "",
    agent: flow?.agent ?? "",
    prompt: flow?.prompt ?? "",
    welcomeMessage: flow ? (flow.welcomeMessage ?? "") : "user_initiated",
    customWelcomeMessage: flow?.customWelcomeMessage ?? "",
    isActive: flow ? (flow.isActive ?? false) : true,
    settings: {
      callSettings: {
        maxCallDuration: digits(limits?.maxCallDuration ?? null),
        endCallOnSilence: digits(limits?.endCallOnSilence ?? null),
      },
    },
  };
}

/** Gives the form's values of a message flow; without one, those of a new flow. */
export function messageFlowValues(flow: MessageFlow | null): MessageFlowValues {
  const response = flow?.settings.responseSettings;
  const hours = response?.workingHours;
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
      responseSettings: {
        delay: digits(response?.delay ?? null),
        workingHours: {
          enabled: hours?.enabled ?? false,
          start: hours?.start ?? "",
          end: hours?.end ?? "",
          timezone: hours?.timezone ?? "",
          outOfHoursMessage: hours?.outOfHoursMessage ?? "",
        },
      },
      emailSettings: {
        subjectLine: flow?.settings.emailSettings.subjectLine ?? "",
        signature: flow?.settings.emailSettings.signature ?? "",
      },
    },
  };
}
