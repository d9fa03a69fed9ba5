import { z } from "zod";
import { filledText, nestedResponseSettings, seconds, text } from "@/sandbox/call-flows/request-parts";

const security = z.strictObject({ hipaaCompliance: z.boolean().optional() });
const emailSettings = z.strictObject({ subjectLine: text.optional(), signature: text.optional() });

/**
 * The body of `POST /v1/api/message-flows`. Its working hours are flat, unlike everywhere else (upstream
 * quirk Q9).
 */
export const createMessageFlowRequest = z.strictObject({
  name: filledText,
  direction: z.enum(["inbound", "outbound", "bidirectional"]),
  agent: filledText,
  initiationMessage: filledText,
  prompt: filledText,
  messageChannel: z.enum(["SMS", "Email"]),
  description: text.optional(),
  isActive: z.boolean().optional(),
  autopilot: z.boolean().optional(),
  settings: z
    .strictObject({
      responseSettings: z
        .strictObject({
          delay: seconds.optional(),
          enabled: z.boolean().optional(),
          start: text.optional(),
          end: text.optional(),
          timezone: text.optional(),
          outOfHoursMessage: text.optional(),
        })
        .optional(),
      security: security.optional(),
      emailSettings: emailSettings.optional(),
    })
    .optional(),
});

/**
 * The body of `PUT /v1/api/message-flows/{id}`: nothing else of a message flow can be changed (upstream
 * quirk Q25).
 */
export const updateMessageFlowRequest = z.strictObject({
  description: text.optional(),
  toggleAutopilot: z.boolean().optional(),
  settings: z
    .strictObject({
      responseSettings: nestedResponseSettings.optional(),
      security: security.optional(),
      emailSettings: emailSettings.optional(),
    })
    .optional(),
});

/** The body of the toggle: empty, or the nameless parameter that the page's own example prints. */
export const toggleAutopilotRequest = z.strictObject({ "": text.optional() });

export type CreateMessageFlowRequest = z.infer<typeof createMessageFlowRequest>;
export type UpdateMessageFlowRequest = z.infer<typeof updateMessageFlowRequest>;
