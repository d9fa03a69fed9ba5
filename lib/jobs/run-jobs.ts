import "server-only";
import { v7 as uuidv7 } from "uuid";
import { type ClaimedItem, claimItems, endItem, letWait, putBack, renewItems } from "./claim-items";
import { endJob, endLeftJobs } from "./end-job";

/** Next bundles route handlers and the start-up hook apart; the hook registers itself here for both. */
const shared = globalThis as { switchboardJobs?: () => void };

const REGULARLY_MS = 1_000;
/** For what happens seldom: a process that dies at a job's very end, and receipts of flows that the keeper has read. */
const UPKEEP_EVERY_MS = 20_000;
/** So many workspaces are worked in at once by one process: each waits for its upstream most of the time. */
const MOST_AT_ONCE = 8;

/** Works on what is due of all jobs, beside other replicas. */
export class JobRunner {
  private readonly holder = uuidv7();
  private readonly inFlight = new Set<Promise<void>>();
  private isRound = false;

  /** @param onError gets what no item is to blame for: the item is taken again later */
  constructor(private readonly onError: (error: unknown) => void) {}

  /** Keeps what this process has, and takes as many items as it has room for. It does not wait for them. */
  async round(): Promise<void> {
    if (this.isRound) return;
    this.isRound = true;
    try {
      if (this.inFlight.size > 0) await renewItems(this.holder);
      const room = MOST_AT_ONCE - this.inFlight.size;
      const items = room > 0 ? await claimItems(this.holder, room) : [];
      for (const item of items) this.begin(item);
    } finally {
      this.isRound = false;
    }
  }

  /** Waits until nothing is worked on, though new items may be due. */
  async settled(): Promise<void> {
    while (this.inFlight.size > 0) await Promise.all(this.inFlight);
  }

  private begin(item: ClaimedItem): void {
    const work = this.workOn(item)
      .catch(this.onError)
      .finally(() => {
        this.inFlight.delete(work);
        // The next item of this workspace need not wait for the next second.
        runJobsSoon();
      });
    this.inFlight.add(work);
  }

  private async workOn(item: ClaimedItem): Promise<void> {
    // Loaded with the first item: what writes flows and reads patterns is large, and most of the time there is no job.
    const { carryOutItem } = await import("./carry-out-item");
    const result = await carryOutItem(item);
    if (result.kind === "later") {
      if (result.shared) await letWait(item, result.afterMs);
      return await putBack(item, this.holder, result.afterMs);
    }
    if (result.kind === "stopped") {
      const { problem, changeId = null } = result;
      const end = { state: "failed", problem } as const;
      await endItem(item, this.holder, { ...end, changeId }, end);
    } else {
      const { rest } = result;
      await endItem(item, this.holder, result, rest ? { state: "cancelled", problem: rest } : null);
    }
    await endJob(item.jobId);
  }
}

/** Loaded with its first run: it reads flows, and a start must not wait for that. */
async function keepReceipts(): Promise<void> {
  const { keepTransfers } = await import("./transfer-upkeep");
  await keepTransfers();
}

/** Lets jobs go on at once, as the start-up hook registered it. Without a hook (tests) nothing happens. */
export function runJobsSoon(): void {
  shared.switchboardJobs?.();
}

/** Starts this replica's part in all jobs. */
export function startJobs(onError: (error: unknown) => void): void {
  const runner = new JobRunner(onError);
  shared.switchboardJobs = () => void runner.round().catch(onError);
  shared.switchboardJobs();
  setInterval(() => shared.switchboardJobs?.(), REGULARLY_MS).unref();
  const upkeep = () => void Promise.all([endLeftJobs(), keepReceipts()]).catch(onError);
  setInterval(upkeep, UPKEEP_EVERY_MS).unref();
}
