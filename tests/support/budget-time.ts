import { z } from "zod";
import { database } from "@/lib/db/client";

const ledgerColumn = z.object({
  bookings: z.array(z.tuple([z.number(), z.string(), z.string(), z.number()])),
  closedUntil: z.number(),
});

/** Lets time pass for the request budget of every key: what was booked is over so many milliseconds earlier. */
export async function passBudgetTime(ms: number): Promise<void> {
  for (const row of await database().upstreamBudget.findMany()) {
    const { bookings, closedUntil } = ledgerColumn.parse(row.ledger);
    const earlier = bookings.map(([until, ...rest]) => [until - ms, ...rest]);
    await database().upstreamBudget.update({
      where: { key: row.key },
      data: {
        version: row.version + 1,
        ledger: { bookings: earlier, closedUntil: Math.max(0, closedUntil - ms) },
      },
    });
  }
}

/** How many requests count against a key's minute now. */
export async function bookedRequests(key: string): Promise<number> {
  const rows = await database().upstreamBudget.findMany({ where: { key } });
  return rows
    .flatMap(({ ledger }) => ledgerColumn.parse(ledger).bookings)
    .filter(([until]) => until > Date.now())
    .reduce((sum, [, , , points]) => sum + points, 0);
}

/** Lets ten seconds pass since every list was last refreshed: the next refresh asks the upstream again. */
export async function forgetRefreshes(): Promise<void> {
  await database().$executeRaw`UPDATE "MirrorSync" SET "syncedAt" = "syncedAt" - interval '10 seconds'`;
}
