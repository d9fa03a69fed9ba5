import { z } from "zod";
import { OUTCOME_NAMES } from "@/lib/audit/events/outcomes";
import { momentQuery } from "@/lib/bff/moment-query";

const moment = momentQuery.optional();

/** What every question about a chain's events takes: the list, exports, what is new. Filters add up: all must hold. */
export const auditFilterQuery = {
  event: z.uuid("must be an event's id").optional().describe("One event's id."),
  actor: z
    .string()
    .max(64)
    .optional()
    .describe("A person's id; `system` for the portal itself, `upstream` for somebody outside of it."),
  action: z.string().max(64).optional().describe("What was done, such as `call_flow.update`."),
  outcome: z.enum(OUTCOME_NAMES).optional().describe("What came of it."),
  target: z
    .string()
    .max(64)
    .optional()
    .describe("The id of what it was done to: of a flow, a person, a key."),
  from: moment.describe(
    "When it happened: not before this. A day of UTC, or a time with its offset (ISO 8601).",
  ),
  to: moment.describe("When it happened: not after this. A day of UTC means its first moment."),
  field: z
    .string()
    .max(400)
    // Of nothing but commas no path is left, and what names no field must not look like a filter by fields.
    .regex(/^([^,]+(,[^,]+)*)?$/, "must be paths of fields, with commas between")
    .optional()
    .describe(
      "Paths of fields that were touched, with commas between, such as `/settings/welcomeMessage`: any of them, or " +
        "what lies below.",
    ),
  ip: z.string().max(64).optional().describe("The address that the request came from."),
  correlation: z
    .string()
    .max(128)
    .optional()
    .describe("What the requests of one undertaking have in common (`request.correlationId`)."),
  q: z
    .string()
    .max(200)
    .optional()
    .describe(
      "Words of names, reasons and changed text: all of them must occur. The last one may be a beginning.",
    ),
};
