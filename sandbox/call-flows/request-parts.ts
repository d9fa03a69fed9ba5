import { z } from "zod";

// Parts that the create and the update request of call flows share. Everything is strict: a field that the
// documents do not list is an error, so a client that sends back what it read fails at once.

export const text = z.string();
export const filledText = z.string().min(1);
export const seconds = z.number().nonnegative();
export const looseObject = z.record(z.string(), z.unknown());
export const requestDirection = z.enum(["outbound", "bidirectional"]);
export const welcomeMessage = z.enum(["user_initiated", "ai_dynamic", "ai_custom"]);

export const collections = z.array(
  z.strictObject({
    id: filledText,
    name: filledText,
    variables: z.array(z.strictObject({ key: text, value: text })).optional(),
    isDefault: z.boolean().optional(),
  }),
);

const webhookVariables = z.array(z.strictObject({ name: filledText, description: text.optional() }));

const webhookCommon = {
  name: filledText,
  url: filledText,
  method: z.enum(["GET", "POST", "PUT", "DELETE"]).optional(),
  // An object here, although every answer has a list of {name, value} (upstream quirk Q6).
  headers: z.record(z.string(), z.string()).optional(),
  body: text.optional(),
  description: text.optional(),
  responseVariables: z
    .array(z.strictObject({ name: filledText, path: text.optional(), description: text.optional() }))
    .optional(),
  isTesting: z.boolean().optional(),
  textToSpeak: text.optional(),
  testResponse: text.optional(),
};

export const createWebhook = z.strictObject({
  ...webhookCommon,
  variablesforcallflow: webhookVariables.optional(),
});

export const updateWebhook = z.strictObject({ ...webhookCommon, variables: webhookVariables.optional() });

export type CreateWebhook = z.infer<typeof createWebhook>;
export type UpdateWebhook = z.infer<typeof updateWebhook>;
export type RequestCollections = z.infer<typeof collections>;

export const nestedResponseSettings = z.strictObject({
  delay: seconds.optional(),
  workingHours: z
    .strictObject({
      enabled: z.boolean().optional(),
      start: text.optional(),
      end: text.optional(),
      timezone: text.optional(),
      outOfHoursMessage: text.optional(),
    })
    .optional(),
});
