import { randomBytes } from "node:crypto";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { recordEvent } from "@/lib/audit/record-event";
import { closeDatabase, database } from "@/lib/db/client";
import { embeddedDatabaseUrl } from "@/lib/db/embedded-database";
import { setEnvironment } from "@/lib/env";
import { dayAt, dayPlus, startOfDay, weekdayOf } from "@/lib/time/zoned-days";
import type { SharedPortal } from "./shared-portal";

/** The zone that browsers of the tests are in. */
export const BROWSER_ZONE = "Europe/Berlin";
const HOUR_MS = 3_600_000;

/**
 * Returns a moment of the week before this one.
 * @param weekday 0 for Monday
 * @param hour of that day; not one that a change of clocks leaves out
 */
export function lastWeek(weekday: number, hour: number): Date {
  const today = dayAt(BROWSER_ZONE, Date.now());
  const day = dayPlus(today, weekday - weekdayOf(today) - 7);
  return new Date(startOfDay(BROWSER_ZONE, day) + hour * HOUR_MS);
}

/**
 * Writes events that happened earlier into a running portal's log, as the portal itself would have: nobody can turn
 * its clock back.
 */
export async function recordPast(portal: SharedPortal, events: readonly NewAuditEvent[]): Promise<void> {
  setEnvironment({
    DATABASE_URL: await embeddedDatabaseUrl(portal.dataDir),
    // Only for values that events hide; none of these does.
    PORTAL_SECRET: randomBytes(32).toString("hex"),
    PORTAL_KEYRING: `test:${randomBytes(32).toString("base64")}`,
  });
  for (const event of events) await recordEvent(database(), event);
  await closeDatabase();
}
