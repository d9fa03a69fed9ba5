import { expect, vi } from "vitest";
import { database } from "@/lib/db/client";

/** Until one other connection to this database waits for a lock. */
export async function waitingForLock(): Promise<void> {
  await vi.waitFor(
    async () => {
      const rows = await database().$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`;
      expect(rows).toHaveLength(1);
    },
    { timeout: 10_000, interval: 20 },
  );
}
