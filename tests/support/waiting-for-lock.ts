import { expect, vi } from "vitest";
import { database, type Transaction } from "@/lib/db/client";

/** Until so many other connections to this database wait for a lock. */
export async function waitingForLock(connections = 1): Promise<void> {
  await vi.waitFor(
    async () => {
      const rows = await database().$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`;
      expect(rows).toHaveLength(connections);
    },
    { timeout: 10_000, interval: 20 },
  );
}

/** Does several things in order, each as soon as those before wait for a row that somebody has, and lets go of it then. */
export async function whileHeld<Acts extends (() => Promise<unknown>)[]>(
  hold: (tx: Transaction) => Promise<unknown>,
  ...acts: Acts
) {
  const { begun } = await database().$transaction(async (tx) => {
    await hold(tx);
    const begun: Promise<unknown>[] = [];
    for (const act of acts) {
      begun.push(act());
      await waitingForLock(begun.length);
    }
    return { begun };
  });
  return (await Promise.all(begun)) as { [Place in keyof Acts]: Awaited<ReturnType<Acts[Place]>> };
}

/** Holds a person's row. */
export const holdPerson = (id: string) => (tx: Transaction) =>
  tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${id}::uuid FOR UPDATE`;
