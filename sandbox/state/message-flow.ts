import { z } from "zod";
import { responseSettingsSchema } from "./call-flow";
import { odditiesSchema } from "./oddities";

export const messageFlowSettingsSchema = z.object({
  responseSettings: responseSettingsSchema,
  security: z.object({ hipaaCompliance: z.boolean() }),
  emailSettings: z.object({ subjectLine: z.string(), signature: z.string() }),
  knowledgeBases: z.array(z.string()),
});

/** A message flow as the sandbox keeps it. */
export const storedMessageFlowSchema = z.object({
  _id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  direction: z.enum(["inbound", "outbound", "bidirectional"]),
  description: z.string(),
  agent: z.string(),
  initiationMessage: z.string(),
  prompt: z.string(),
  messageChannel: z.enum(["SMS", "Email"]),
  isActive: z.boolean(),
  autopilot: z.boolean(),
  settings: messageFlowSettingsSchema,
  odd: odditiesSchema,
  createdAt: z.string(),
  updatedAt: z.string(),
  __v: z.number(),
});

export type StoredMessageFlow = z.infer<typeof storedMessageFlowSchema>;
export type MessageFlowSettings = z.infer<typeof messageFlowSettingsSchema>;
