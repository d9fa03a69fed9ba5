import "server-only";
import { Prisma } from "@/lib/db/generated/client";

const { sql } = Prisma;

/** How far the clock is ahead of the true time, in milliseconds; negative for the past. Null for the true time. */
let ahead: number | null = null;

/** Returns the time that records get now: events, and the rows that they are about. */
export function recordTime(): Date {
  return new Date(Date.now() + (ahead ?? 0));
}

/** Returns the same for a statement. The true time is the database's own, since replicas' clocks differ. */
export function recordTimeSql(): Prisma.Sql {
  return ahead === null ? sql`now()` : sql`${recordTime()}::timestamptz`;
}

/** Whether records get another time than the true one. Only the demo's past does that, and each such event says so. */
export function isDemoTime(): boolean {
  return ahead !== null;
}

/**
 * Does some work while records get times that begin at a given moment: decision 036. Only `scripts/demo-past` may import
 * this, which the import rules check. So no running portal contains it, and nothing outside a process can set the clock.
 *
 * The write path's own times (leases, sending, budgets, checks of health) stay true: they are compared with real clocks.
 */
export async function atDemoTime<Result>(moment: Date, work: () => Promise<Result>): Promise<Result> {
  ahead = moment.getTime() - Date.now();
  try {
    return await work();
  } finally {
    ahead = null;
  }
}
