import { z } from "zod";
import { numberCursor } from "@/lib/db/values";

/** What every list takes: how many rows (1 to 200, 50 unless told), and where to go on. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1, "must be 1 to 200")
    .max(200, "must be 1 to 200")
    .default(50)
    .describe("How many at most."),
  cursor: z
    .string()
    .refine((text) => numberCursor(text) !== null, "must be the nextCursor of the page before")
    .optional()
    .describe("Where to go on: the `nextCursor` of the page before."),
};
