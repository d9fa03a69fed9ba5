import "server-only";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { closeTally } from "./close-tallies";

/** How long repeats are counted before they are told: a quarter of an hour, as long as sign-ins are throttled. */
const WINDOW_MS = 15 * 60 * 1000;

/** What may come often, and what makes one time the repeat of another. */
export interface RepeatableEvent {
  key: string;
  /** Without changes: what is only counted is stored as it stands, and a change may hold a secret. */
  event: Omit<NewAuditEvent, "occurredAt" | "changes">;
}

/**
 * One statement decides, so that of many tries at once exactly one is the first.
 * @returns null when an earlier window's time is over and nobody has closed it yet
 */
async function addOne({ key, event }: RepeatableEvent, now: Date): Promise<"first" | "repeat" | null> {
  return await database().$transaction(async (tx) => {
    const closesAt = new Date(now.getTime() + WINDOW_MS);
    const rows = await tx.$queryRaw<{ count: number }[]>`
      INSERT INTO "AuditTally" AS t ("key", "chain", "event", "count", "firstAt", "lastAt", "closesAt")
      VALUES (${key}, ${event.workspaceId ?? PORTAL_CHAIN}, ${JSON.stringify(event)}::jsonb, 0, ${now}, ${now}, ${closesAt})
      ON CONFLICT ("key") DO UPDATE SET
        "count" = t."count" + 1, "event" = EXCLUDED."event", "lastAt" = EXCLUDED."lastAt",
        "firstAt" = CASE WHEN t."count" = 0 THEN EXCLUDED."firstAt" ELSE t."firstAt" END
      WHERE t."closesAt" > ${now}
      RETURNING "count"`;
    const [row] = rows;
    if (!row) return null;
    if (row.count > 0) return "repeat";
    await recordEvent(tx, { ...event, occurredAt: now });
    return "first";
  });
}

/**
 * Records an event that may come often. The first one is an event at once; further ones of the same key within a
 * quarter of an hour are counted, and become one event with `detail.count`, `detail.firstAt` and `detail.lastAt` when
 * the window closes (`closeTallies`). That event is otherwise as the last of the repeats was.
 *
 * The count is a row of the database, written before this returns: neither a crash nor a second replica loses one.
 */
export async function countRepeat(
  what: RepeatableEvent,
  now: Date = new Date(),
): Promise<"first" | "repeat"> {
  for (;;) {
    const added = await addOne(what, now);
    if (added) return added;
    await closeTally(what.key);
  }
}
