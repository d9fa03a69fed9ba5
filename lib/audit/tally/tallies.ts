import "server-only";
import { z } from "zod";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import { talliedEvent } from "@/lib/audit/event-schemas";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import type { AuditOutcome } from "@/lib/audit/events/outcomes";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { literalText } from "@/lib/db/values";

const tallyRow = z.object({
  key: z.string(),
  event: z.unknown(),
  count: z.int(),
  firstAt: z.date(),
  lastAt: z.date(),
});
type TallyRow = z.output<typeof tallyRow>;

/** The number of windows that one query returns. */
const BATCH = 200;

/**
 * The row is deleted together with recording its event. A window without repeats ends silently: its one event exists.
 */
async function finish(tx: Transaction, row: TallyRow | undefined): Promise<boolean> {
  if (!row) return false;
  const { key, count, firstAt, lastAt } = row;
  await tx.auditTally.delete({ where: { key }, select: { key: true } });
  if (count === 0) return false;
  const event = talliedEvent.read(row.event);
  const detail = {
    ...event.detail,
    count,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
  await recordEvent(tx, { ...event, detail, occurredAt: lastAt });
  return true;
}

/**
 * Records at once what was counted under a key, such as the wrong passwords before the right one.
 * @returns whether there was anything to record
 */
export async function closeTally(key: string): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    const [row] = await queryRows(tx, "a tally", tallyRow)`
      SELECT "key", "event", "count", "firstAt", "lastAt" FROM "AuditTally" WHERE "key" = ${key} FOR UPDATE`;
    return await finish(tx, row);
  });
}

/** Closes one window in a transaction of its own: it locks one row and then its chain, so that no two can deadlock. */
async function closeOne(key: string, now: Date): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    const [row] = await queryRows(tx, "a tally", tallyRow)`
      SELECT "key", "event", "count", "firstAt", "lastAt" FROM "AuditTally"
      WHERE "key" = ${key} AND "closesAt" <= ${now} FOR UPDATE SKIP LOCKED`;
    return await finish(tx, row);
  });
}

/** The windows whose time is over, after a key. Windows that can't become an event now are thereby skipped. */
async function dueAfter(key: string, now: Date): Promise<string[]> {
  const due = await database().auditTally.findMany({
    where: { closesAt: { lte: now }, key: { gt: key } },
    orderBy: { key: "asc" },
    take: BATCH,
    select: { key: true },
  });
  return due.map((row) => row.key);
}

/**
 * Closes every window whose time is over, as of `now`: its repeats become one event. Called every minute, and at start
 * for the windows of a stopped portal. Safe on any number of replicas at once.
 *
 * @param onError gets an error for each window that can't become an event; the window stays for the next round, and the
 * others are closed anyway
 * @returns how many events were recorded
 */
export async function closeTallies(now: Date, onError: (error: unknown) => void): Promise<number> {
  let recorded = 0;
  for (let last = ""; ; ) {
    const due = await dueAfter(last, now);
    for (const key of due) {
      try {
        if (await closeOne(key, now)) recorded++;
      } catch (error) {
        onError(error);
      }
    }
    if (due.length < BATCH) return recorded;
    last = due.at(-1) ?? last;
  }
}

/** How long repeats are counted before they are recorded: a quarter of an hour, as long as sign-ins are throttled. */
const WINDOW_MS = 15 * 60 * 1000;

/** An event that may come often, and the key that makes it the repeat of another. */
interface RepeatableEvent {
  key: string;
  /**
   * Without changes: the counted event is stored as it is, and a change may contain a secret. Only refusals and failures are
   * counted; a success is an event of its own.
   */
  event: Omit<NewAuditEvent, "occurredAt" | "changes"> & { outcome: Exclude<AuditOutcome, "succeeded"> };
}

/**
 * One statement decides, so that of many attempts at once exactly one is the first.
 * @returns null when an earlier window's time is over and nobody has closed it yet
 */
async function addOne({ key, event }: RepeatableEvent, now: Date): Promise<"first" | "repeat" | null> {
  return await database().$transaction(async (tx) => {
    const closesAt = new Date(now.getTime() + WINDOW_MS);
    const rows = await queryRows(tx, "a counted repeat", z.object({ count: z.int() }))`
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
 * Records an event that may come often. The first one is an event at once. Further ones of the same key within a
 * quarter of an hour are counted. When the window closes (`closeTallies`), these repeats become one event, with
 * `detail.count`, `detail.firstAt` and `detail.lastAt`. That event is otherwise like the last repeat.
 *
 * The count is a row of the database, written before this returns: neither a crash nor a second replica loses a repeat.
 */
export async function countRepeat(
  what: RepeatableEvent,
  now: Date = recordTime(),
): Promise<"first" | "repeat"> {
  for (;;) {
    const added = await addOne(what, now);
    if (added) return added;
    await closeTally(what.key);
  }
}

/**
 * Counts the open windows whose key begins with a text: the different things that somebody is repeating.
 * @param prefix of the key, which the caller has made unambiguous
 */
export async function countOpenTallies(prefix: string): Promise<number> {
  return await database().auditTally.count({ where: { key: { startsWith: literalText(prefix) } } });
}

/**
 * Whether a request of an actor has recorded an event already, so that its failure needs no other one.
 * @param chain a workspace's id, or "portal"
 * @param actorId the caller: events of other actors under the same request, such as drift that it found, don't count
 */
export async function hasOwnEvent(
  chain: string,
  requestId: string,
  actorId: string | null,
): Promise<boolean> {
  return (await database().auditEvent.count({ where: { chain, requestId, actorId } })) > 0;
}
