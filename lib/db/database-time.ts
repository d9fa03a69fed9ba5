import "server-only";
import { database } from "./client";

/** What time it is by the database's clock: replicas' own clocks differ, and one of them may be far ahead. */
export async function databaseTime(): Promise<Date> {
  const [row] = await database().$queryRaw<{ now: Date }[]>`SELECT now() AS "now"`;
  if (!row) throw new Error("the database did not tell the time");
  return row.now;
}
