import { z } from "zod";
import type { AuditActivity } from "@/lib/audit/activity/activity";
import type { NewerEvents } from "@/lib/audit/search/list-events";
import { textOrNull, time } from "./answer-parts";

export const newerEventsAnswer: z.ZodType<NewerEvents> = z.object({
  count: z.int().describe("At most 100."),
  more: z.boolean().describe("Whether there are more than were counted."),
});

const counts = z.object({ succeeded: z.int(), failed: z.int(), denied: z.int(), unknown: z.int() });
const actor = textOrNull.describe("The value for the filter `actor`; null for an actor without an id.");

export const auditActivityAnswer: z.ZodType<AuditActivity> = z.object({
  zone: z.string(),
  days: z.array(z.object({ day: z.iso.date(), counts })).describe("Every day of the period, in order."),
  shortened: z.boolean().describe("More than 92 days were requested; these are the last ones."),
  heatMap: z.object({
    flows: z.array(z.object({ kind: z.string(), id: z.string(), name: z.string(), events: z.int() })),
    people: z.array(z.object({ actor, name: z.string(), events: z.int() })),
    cells: z
      .array(z.array(z.int()))
      .describe("Events by flow and person; a last row or column sums up those that are not named."),
    moreFlows: z.int(),
    morePeople: z.int(),
  }),
  people: z.array(
    z.object({
      actor,
      name: z.string(),
      counts,
      flows: z.int().describe("How many different flows."),
      lastHour: time.describe("The beginning of the last hour in which they did something."),
    }),
  ),
});
