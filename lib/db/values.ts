import "server-only";
import { z } from "zod";
import { database } from "./client";
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
