import { z } from "zod";
import { amount, choice, filledText, flag, group, httpUrl, list, text, timeOfDay } from "./field-schemas";

/** Upstream quirk Q7: a request may not say `inbound`, although an answer may. */
export const callFlowRequestDirection = () => choice("Direction", ["outbound", "bidirectional"]);

/** Upstream quirk Q8: answers know other prompt types, requests only this one. */
export const simplePromptType = () => choice("Prompt type", ["simple"]);

export const welcomeMessageType = () =>
  choice("Welcome message", ["user_initiated", "ai_dynamic", "ai_custom"]);

export const dynamicVariableCollections = () =>
  list(
    "Dynamic variable collections",
    group("A dynamic variable collection", {
      id: filledText("The collection's id"),
      name: filledText("The collection's name"),
      variables: list(
        "The collection's variables",
        group("A dynamic variable", {
          key: text("The variable's key").optional(),
          value: text("The variable's value").optional(),
        }),
      ).optional(),
      isDefault: flag("Default collection").optional(),
    }),
  );

export const webhookVariables = () =>
  list(
    "The webhook's variables",
    group("A webhook variable", {
      name: text("The variable's name").optional(),
      description: text("The variable's description").optional(),
    }),
  );

/** The fields of a webhook that create and update requests have in common. */
export const webhookFields = () => ({
  name: filledText("The webhook's name"),
  url: httpUrl("The webhook's address"),
  method: choice("The webhook's method", ["GET", "POST", "PUT", "DELETE"]).optional(),
  headers: z
    .record(filledText("A header's name"), text("A header's value"), {
      error: "The webhook's headers must be an object of names and values",
    })
    .optional(),
  body: text("The webhook's body").optional(),
  description: text("The webhook's description").optional(),
  responseVariables: list(
    "The webhook's response variables",
    group("A response variable", {
      name: text("The response variable's name").optional(),
      path: text("The response variable's path").optional(),
      description: text("The response variable's description").optional(),
    }),
  ).optional(),
  isTesting: flag("Testing").optional(),
  textToSpeak: text("The webhook's spoken text").optional(),
  testResponse: text("The webhook's test response").optional(),
});

/** The fields under `settings` that create and update requests of call flows have in common. */
export const sharedCallFlowSettings = () => ({
  enableHumanLikeVoiceAndTone: flag("Human-like voice and tone").optional(),
  welcomeMessageDelay: amount("Welcome message delay").optional(),
  customerLocation: text("Customer location").optional(),
  transfers: list("Transfers", z.unknown()).optional(),
  knowledgeBases: list("Knowledge bases", filledText("A knowledge base's id")).optional(),
  utilizePriorCallsContext: flag("Use of prior calls").optional(),
});

export const reminderMessages = () => list("Reminder messages", text("A reminder message"));

/** Working hours as answers and updates carry them. */
export const workingHoursFields = () => ({
  enabled: flag("Working hours").optional(),
  start: timeOfDay("Start of working hours").optional(),
  end: timeOfDay("End of working hours").optional(),
  timezone: text("Time zone").optional(),
  outOfHoursMessage: text("Out-of-hours message").optional(),
});

/** Response settings with nested working hours. */
export const nestedResponseSettings = () =>
  group("Response settings", {
    delay: amount("Response delay").optional(),
    workingHours: group("Working hours", workingHoursFields()).optional(),
  });
