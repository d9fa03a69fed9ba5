import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { log } from "@/lib/log";
import { Problem } from "@/lib/problems/problem";
import { admitChange } from "./admit-change";
import { type Change, findChange } from "./journal";
import type { ObservedFlow } from "./observe-flow";
import type { Scene } from "./scene";
import { settleChange } from "./settle-change";

const PAUSE_MS = 1_000;
/** A database that is away for longer leaves the change to recovery. */
const MOST_ROUNDS = 90;
/** The admission may be carried out after all, by a server that has just come back. */
const ROUNDS_WITHOUT_IT = 5;

/** Ends a change whose admission has failed, as not sent, once the database can be asked again. */
async function withdraw(change: Change): Promise<void> {
  const problem = new Problem(
    "database_unavailable",
    "The database did not answer, so nothing was sent. Send it again",
  );
  let absent = 0;
  for (let round = 0; round < MOST_ROUNDS && absent < ROUNDS_WITHOUT_IT; round++) {
    await pause(PAUSE_MS, undefined, { ref: false });
    try {
      if ((await findChange(change.id)) === null) absent++;
      else
        return void (await settleChange(change, {
          state: "failed",
          problem,
          report: null,
          repeatable: true,
        }));
    } catch {
      // It still can't be asked. That is what the rounds are for.
      absent = 0;
    }
  }
}

/**
 * Admits a change as `admitChange` does. Where the database fails in between, nobody knows whether the change was admitted;
 * but this process sends nothing for it, and knows that. So it ends the change itself, which would keep its flow from
 * others for as long as a write may be on its way.
 * @throws the database's error
 */
export async function admitOrWithdraw(
  scene: Scene,
  change: Change,
  seen: ObservedFlow | null,
): Promise<Change | null> {
  try {
    return await admitChange(scene, change, seen);
  } catch (error) {
    withdraw(change).catch((worse: unknown) => {
      log.error({ changeId: change.id, withdrawing: worse instanceof Error ? worse.message : String(worse) });
    });
    throw error;
  }
}
