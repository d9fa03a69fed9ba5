import "server-only";
import { z } from "zod";
import { database } from "./client";
import { prepared } from "./prepared";
import { queryRows } from "./query-rows";

/** PostgreSQL's `integer` ends here; a larger number in a query is an error there, not an empty answer. */
export const LARGEST_INTEGER: number = 2 ** 31 - 1;

/**
 * Reads a list's cursor that is the last number shown.
 * @returns null for none, and for anything that is not such a number: the list then starts at its beginning
 */
export function numberCursor(cursor: string | undefined): number | null {
  const number = Number(cursor);
  return Number.isInteger(number) && number > 0 && number <= LARGEST_INTEGER ? number : null;
}

/** The cursors of a list that goes on behind a place: text that a caller gives back as it is, and whose content a schema checks. */
export function placeCursor<Place>(place: z.ZodType<Place>) {
  return {
    write: (after: Place): string => Buffer.from(JSON.stringify(after)).toString("base64url"),
    /** Null for a text that is none. */
    readOrNull: (cursor: string): Place | null => {
      try {
        return place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
      } catch {
        return null;
      }
    },
  };
}

/**
 * Escapes text to search for. Prisma's `contains` becomes a LIKE, in which `%` and `_` would match anything.
 */
export function literalText(words: string): string {
  return words.replaceAll(/[\\%_]/g, "\\$&");
}

/** The time by the database's clock: replicas' own clocks differ, and one of them may be far ahead. */
export async function databaseTime(): Promise<Date> {
  const [row] = await queryRows(database(), "the time", z.object({ now: z.date() }))`SELECT now() AS "now"`;
  if (!row) throw new Error("the database did not tell the time");
  return row.now;
}

/**
 * Returns how far the database's clock is ahead of this process's monotonic one, in milliseconds. The answer is made at
 * some moment of the statement, so the truth lies between two bounds.
 */
export async function databaseClock(): Promise<{ least: number; most: number }> {
  const asked = performance.now();
  const [row] = await queryRows(prepared(), "the time", z.object({ now: z.date() }))`
    SELECT clock_timestamp() AS "now"`;
  const answered = performance.now();
  if (!row) throw new Error("the database did not tell the time");
  // A date has whole milliseconds, and the database's time has microseconds.
  return { least: row.now.getTime() - answered, most: row.now.getTime() + 1 - asked };
}
