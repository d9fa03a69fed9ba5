import "server-only";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";

interface TallyRow {
  key: string;
  event: NewAuditEvent;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** How many windows are looked up at once. */
const BATCH = 200;

/** The row goes with its event or not at all. A window without repeats ends silently: its one event is there already. */
async function finish(tx: Transaction, row: TallyRow | undefined): Promise<boolean> {
  if (!row) return false;
  const { key, event, count, firstAt, lastAt } = row;
  await tx.auditTally.delete({ where: { key }, select: { key: true } });
  if (count === 0) return false;
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
 * Tells at once what was counted under a key, such as the wrong passwords before the right one.
 * @returns whether there was anything to tell
 */
export async function closeTally(key: string): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<TallyRow[]>`
      SELECT "key", "event", "count", "firstAt", "lastAt" FROM "AuditTally" WHERE "key" = ${key} FOR UPDATE`;
    return await finish(tx, row);
  });
}

/** One window, in a transaction of its own: each holds one row and then its chain, so that no two can wait for each other. */
async function closeOne(key: string, now: Date): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<TallyRow[]>`
      SELECT "key", "event", "count", "firstAt", "lastAt" FROM "AuditTally"
      WHERE "key" = ${key} AND "closesAt" <= ${now} FOR UPDATE SKIP LOCKED`;
    return await finish(tx, row);
  });
}

/** Windows whose time is over, of those after the last one that was looked at: what can't be told now is left behind. */
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
 * Closes every window whose time is over, as of `now`: what was counted becomes one event each. To be called every
 * minute, and at start for what a stopped portal left. Safe on any number of replicas at once.
 *
 * @param onError told of each window that can't become an event; it stays for the next round, and the others are closed
 * all the same
 * @returns how many events were recorded
 */
export async function closeTallies(now: Date, onError: (error: unknown) => void): Promise<number> {
  let told = 0;
  for (let last = ""; ; ) {
    const due = await dueAfter(last, now);
    for (const key of due) {
      try {
        if (await closeOne(key, now)) told++;
      } catch (error) {
        onError(error);
      }
    }
    if (due.length < BATCH) return told;
    last = due.at(-1) ?? last;
  }
}
