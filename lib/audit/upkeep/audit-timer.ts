import "server-only";
import { checkpointDueChains } from "@/lib/audit/checkpoints/due-checkpoints";
import { retireEvents } from "@/lib/audit/retention/retire-events";
import { closeTallies } from "@/lib/audit/tally/tallies";
import { databaseTime } from "@/lib/db/values";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A workspace whose old events are to be removed. */
export interface RetentionRule {
  workspaceId: string;
  keepDays: number;
}

/** Runs a job now and regularly, never twice at once in this process; its errors go to `onError`. */
function regularly(everyMs: number, job: () => Promise<void>, onError: (error: unknown) => void): void {
  let running = false;
  const run = async () => {
    if (running) return;
    running = true;
    try {
      await job();
    } catch (error) {
      onError(error);
    } finally {
      running = false;
    }
  };
  void run();
  setInterval(() => void run(), everyMs).unref();
}

/**
 * Maintains the log on every replica: repeats become events, new events are signed, and retention rules are applied.
 * @param retentionRules called each time, since rules change
 */
export function startAuditUpkeep(
  retentionRules: () => Promise<RetentionRule[]>,
  onError: (error: unknown) => void,
): void {
  regularly(
    MINUTE_MS,
    async () => {
      // A failure of the tallies must not keep the log from being signed.
      await closeTallies(new Date(), onError).catch(onError);
      await checkpointDueChains(new Date(), onError);
    },
    onError,
  );
  regularly(
    HOUR_MS,
    async () => {
      // The database's clock counts: a replica whose own runs ahead must not remove young events.
      const now = await databaseTime();
      for (const { workspaceId, keepDays } of await retentionRules()) {
        await retireEvents(workspaceId, keepDays, now).catch(onError);
      }
    },
    onError,
  );
}
