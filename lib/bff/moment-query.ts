import { z } from "zod";
import { withinBounds } from "@/lib/time/moment-bounds";

const WORDS =
  "must be a day (2026-05-20) or a time with its offset (2026-05-20T14:30:00Z) in ISO 8601, 1970 to 9999";

/**
 * A moment in a query string: a day of UTC, meaning its first moment, or a time that says its offset. What other texts
 * JavaScript takes for dates, it takes in the server's own zone.
 */
export const momentQuery = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 }), z.iso.date()],
    WORDS,
  )
  .transform((text) => new Date(text))
  .refine((moment) => withinBounds(moment.getTime()) === moment.getTime(), WORDS);
