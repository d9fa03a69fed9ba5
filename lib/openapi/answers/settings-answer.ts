import { z } from "zod";
import type { CallFlowSettings, ResponseSettings } from "@/lib/flows/call-flow";
import type { MessageFlowSettings } from "@/lib/flows/message-flow";
import { flagOrNull, numberOrNull, textOrNull } from "./answer-parts";

const responseSettings: z.ZodType<ResponseSettings> = z.object({
  delay: numberOrNull.describe("Seconds before answering."),
  workingHours: z.object({
    enabled: flagOrNull,
    start: textOrNull.describe("HH:MM in the time zone."),
    end: textOrNull.describe("HH:MM in the time zone."),
    timezone: textOrNull,
    outOfHoursMessage: textOrNull,
  }),
});

const callSettings = z.object({
  trilletVoiceGuard: flagOrNull,
  reminderMessages: z.array(z.string()).nullable(),
  maxCallDuration: numberOrNull.describe("Seconds."),
  endCallOnSilence: numberOrNull.describe("Seconds of silence after which the call ends."),
});

export const callFlowSettings: z.ZodType<CallFlowSettings> = z.object({
  welcomeMessage: textOrNull,
  customWelcomeMessage: textOrNull,
  enableHumanLikeVoiceAndTone: flagOrNull,
  welcomeMessageDelay: numberOrNull.describe("Seconds."),
  webhooks: z.object({ agent: textOrNull, inbound: textOrNull }),
  customerLocation: textOrNull,
  transfers: z.array(z.unknown()).nullable(),
  knowledgeBases: z.array(z.string()).nullable(),
  knowledgeBaseFiles: z
    .array(z.object({ filename: z.string(), key: z.string(), url: textOrNull }))
    .nullable(),
  utilizePriorCallsContext: flagOrNull,
  callSettings,
  responseSettings,
  security: z.object({ hipaaCompliance: flagOrNull, publicAccess: flagOrNull }),
});

export const messageFlowSettings: z.ZodType<MessageFlowSettings> = z.object({
  responseSettings,
  security: z.object({ hipaaCompliance: flagOrNull }),
  emailSettings: z.object({ subjectLine: textOrNull, signature: textOrNull }),
  knowledgeBases: z.array(z.string()).nullable(),
});
