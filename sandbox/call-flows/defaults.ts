import type { CallFlowSettings, ResponseSettings } from "@/sandbox/state/call-flow";

/** Response settings of a flow that never set any, in both kinds of flow. */
export function defaultResponseSettings(): ResponseSettings {
  return {
    delay: 0,
    workingHours: { enabled: false, start: "09:00", end: "17:00", timezone: "UTC", outOfHoursMessage: "" },
  };
}

/**
 * Settings of a call flow that never set any. The documents state no default for the two limits; the sandbox
 * takes the values of their example.
 */
export function defaultCallFlowSettings(): CallFlowSettings {
  return {
    enableHumanLikeVoiceAndTone: false,
    welcomeMessageDelay: 0,
    customerLocation: "new york",
    transfers: [],
    knowledgeBases: [],
    knowledgeBaseFiles: [],
    utilizePriorCallsContext: false,
    callSetting: {
      maxCallDuration: 600,
      endCallOnSilence: 10,
      trilletVoiceGuard: true,
      reminderMessages: [],
    },
    responseSettings: defaultResponseSettings(),
    security: { hipaaCompliance: false, publicAccess: false },
  };
}
