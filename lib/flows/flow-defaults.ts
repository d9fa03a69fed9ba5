/** What the upstream documents as the value of a field that a create request leaves out. */
export const CALL_FLOW_DEFAULTS = {
  promptType: "simple",
  isPreConfigured: false,
  isActive: true,
  welcomeMessage: "user_initiated",
  webhookMethod: "POST",
  settings: {
    enableHumanLikeVoiceAndTone: false,
    welcomeMessageDelay: 0,
    customerLocation: "new york",
    utilizePriorCallsContext: false,
    callSettings: { trilletVoiceGuard: true },
  },
} as const;

/** What the upstream documents for message flows. */
export const MESSAGE_FLOW_DEFAULTS = {
  isActive: false,
  autopilot: false,
  settings: {
    responseSettings: {
      delay: 0,
      workingHours: { enabled: false, start: "09:00", end: "17:00", timezone: "UTC", outOfHoursMessage: "" },
    },
  },
} as const;

/**
 * Both call limits, in seconds, for an update of a flow whose limits the upstream has not told.
 * Upstream quirk Q4: one edition of the contract says that an update without both limits fails, and no
 * default is documented. These are the values of the upstream's own examples: ten minutes a call, and an
 * end after ten seconds of silence.
 */
export const DEFAULT_CALL_LIMITS = { maxCallDuration: 600, endCallOnSilence: 10 } as const;
