import type { z } from "zod";
import { workingHoursFields } from "./call-flow-fields";
import { amount, choice, filledText, flag, group, text, upstreamId } from "./field-schemas";
import { ALONGSIDE_TYPE_ERRORS } from "./welcome-message-rule";

const WORKING_HOURS_KEYS = ["enabled", "start", "end", "timezone", "outOfHoursMessage"] as const;

/**
 * Upstream quirk Q9: the create request has the working hours flat, answers and updates nested. Both are taken
 * here, one at a time, and the nested form goes on.
 */
const responseSettings = group("Response settings", {
  delay: amount("Response delay").optional(),
  ...workingHoursFields(),
  workingHours: group("Working hours", workingHoursFields()).optional(),
})
  .superRefine((sent, report) => {
    const given = sent as Record<string, unknown> | null;
    if (given?.workingHours === undefined) return;
    for (const key of WORKING_HOURS_KEYS) {
      if (given[key] === undefined) continue;
      report.addIssue({
        code: "custom",
        path: [key],
        message: `Send ${key} either here or in workingHours, not in both forms`,
      });
    }
  }, ALONGSIDE_TYPE_ERRORS)
  .transform(({ delay, workingHours, ...flat }) => {
    const hours = workingHours ?? flat;
    const given = Object.values(hours).some((value) => value !== undefined);
    return {
      ...(delay === undefined ? {} : { delay }),
      ...(given ? { workingHours: hours } : {}),
    };
  });

/** The message-flow settings besides the response settings, alike in create and update requests. */
export const messageFlowExtras = () => ({
  security: group("Security", { hipaaCompliance: flag("HIPAA compliance").optional() }).optional(),
  emailSettings: group("E-mail settings", {
    subjectLine: text("Subject line").optional(),
    signature: text("Signature").optional(),
  }).optional(),
});

/** The upstream's documented request to create a message flow. Gives working hours in the nested form. */
export const createMessageFlowSchema = group("A message flow", {
  name: filledText("Name"),
  direction: choice("Direction", ["inbound", "outbound", "bidirectional"]),
  description: text("Description").optional(),
  agent: upstreamId("Agent"),
  initiationMessage: filledText("Initiation message"),
  prompt: filledText("Prompt"),
  messageChannel: choice("Message channel", ["SMS", "Email"]),
  isActive: flag("Active").optional(),
  autopilot: flag("Autopilot").optional(),
  settings: group("Settings", {
    responseSettings: responseSettings.optional(),
    ...messageFlowExtras(),
  }).optional(),
});

/** A parsed request to create a message flow, working hours nested. */
export type CreateMessageFlow = z.output<typeof createMessageFlowSchema>;
