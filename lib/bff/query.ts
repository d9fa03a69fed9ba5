import { z } from "zod";
import { LARGEST_INTEGER, numberCursor } from "@/lib/db/values";
import { Problem } from "@/lib/problems/problem";
import { UUID } from "@/lib/text/ids";
import { withinBounds } from "@/lib/time/moment-bounds";

/** Yes or no in a query string, spelt as scripts spell it: `true` and `false`, or `1` and `0`. */
export const flagQuery = z
  .enum(["true", "false", "1", "0"])
  .transform((text) => text === "true" || text === "1");

const MOMENT_WORDS =
  "must be a day (2026-05-20) or a time with its offset (2026-05-20T14:30:00Z) in ISO 8601, 1970 to 9999";

/**
 * A moment in a query string: a day of UTC, meaning its first moment, or a time with its offset. Other texts that
 * JavaScript accepts as dates are refused, since it reads them in the server's own zone.
 */
export const momentQuery = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 }), z.iso.date()],
    MOMENT_WORDS,
  )
  .transform((text) => new Date(text))
  .refine((moment) => withinBounds(moment.getTime()) === moment.getTime(), MOMENT_WORDS);

const SEQUENCE_WORDS = "must be a sequence number";

/** An event's number in a query string, or how many events there are up to it; 0 means before the first. */
export const sequenceQuery = z.coerce
  .number(SEQUENCE_WORDS)
  .int(SEQUENCE_WORDS)
  .min(0, SEQUENCE_WORDS)
  .max(LARGEST_INTEGER, SEQUENCE_WORDS);

/** The query of every list: how many rows (1 to 200, 50 by default), and where to continue. */
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
    .describe("Where to continue: the `nextCursor` of the page before."),
};

/**
 * Returns a page of a list that is small enough to be read whole, such as the people of a portal.
 * The cursor is how many items came before; one that isn't a number starts at the beginning.
 */
export function pageOf<Item>(
  all: Item[],
  page: { limit: number; cursor?: string },
): { items: Item[]; nextCursor: string | null } {
  const start = /^\d{1,9}$/.test(page.cursor ?? "") ? Number(page.cursor) : 0;
  const end = start + page.limit;
  return { items: all.slice(start, end), nextCursor: end < all.length ? String(end) : null };
}

/**
 * Returns a path parameter that is one of our own ids. A text that is no UUID is refused: the database would fail on it.
 * @throws Problem `not_found`
 */
export function uuidParameter(params: Record<string, string>, name: string): string {
  const value = params[name] ?? "";
  if (UUID.test(value)) return value;
  throw new Problem("not_found", "There is nothing of this id here");
}
