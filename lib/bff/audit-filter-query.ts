import { z } from "zod";

/** What every question about a chain's events takes: the list, exports, what is new. */
export const auditFilterQuery = {
  event: z.uuid("must be an event's id").optional(),
  actor: z.string().max(64).optional(),
  action: z.string().max(64).optional(),
  outcome: z.enum(["succeeded", "failed", "denied", "unknown"]).optional(),
  target: z.string().max(64).optional(),
  from: z.coerce.date("must be a time in ISO 8601").optional(),
  to: z.coerce.date("must be a time in ISO 8601").optional(),
  field: z.string().max(400).optional(),
  ip: z.string().max(64).optional(),
  correlation: z.string().max(128).optional(),
  q: z.string().max(200).optional(),
};
