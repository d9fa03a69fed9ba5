/** What a person who may not edit sees of a call flow. */
export const CALL_FLOW_DETAILS = [
  "/name",
  "/description",
  "/prompt",
  "/welcomeMessage",
  "/customWelcomeMessage",
  "/direction",
  "/agent",
  "/isActive",
  "/settings/callSettings/maxCallDuration",
  "/settings/callSettings/endCallOnSilence",
] as const;

/** What the edit form of a call flow does not show. */
export const CALL_FLOW_MORE = [
  "/settings/callSettings/trilletVoiceGuard",
  "/settings/callSettings/reminderMessages",
  "/settings/enableHumanLikeVoiceAndTone",
  "/settings/welcomeMessageDelay",
  "/settings/utilizePriorCallsContext",
  "/settings/customerLocation",
  "/settings/knowledgeBases",
  "/settings/transfers",
  "/settings/security/hipaaCompliance",
  "/settings/security/publicAccess",
  "/isGlobal",
  "/agentWebhookUrl",
  "/inboundWebhookUrl",
] as const;

/** What a person who may not edit sees of a message flow. */
export const MESSAGE_FLOW_DETAILS = [
  "/name",
  "/description",
  "/initiationMessage",
  "/prompt",
  "/messageChannel",
  "/direction",
  "/agent",
  "/isActive",
  "/autopilot",
  "/settings/responseSettings/delay",
  "/settings/responseSettings/workingHours/enabled",
  "/settings/responseSettings/workingHours/start",
  "/settings/responseSettings/workingHours/end",
  "/settings/responseSettings/workingHours/timezone",
  "/settings/responseSettings/workingHours/outOfHoursMessage",
] as const;

/** What the edit form of a message flow does not show. */
export const MESSAGE_FLOW_MORE = ["/settings/security/hipaaCompliance", "/settings/knowledgeBases"] as const;
