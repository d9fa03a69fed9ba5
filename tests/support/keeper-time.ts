import { database } from "@/lib/db/client";
import { passBudgetTime } from "./budget-time";

let passed = 0;

/** The clock of a process, for a keeper whose time `passKeeperTime` lets pass. */
export const keeperClock = (): number => performance.now() + passed;

/** Lets time pass for the keeper: all that it goes by was so many milliseconds earlier. */
export async function passKeeperTime(ms: number): Promise<void> {
  passed += ms;
  const seconds = ms / 1000;
  await passBudgetTime(ms);
  await database().$executeRaw`
    UPDATE "MirrorSync" SET "syncedAt" = "syncedAt" - make_interval(secs => ${seconds}::float8),
        "agentsAt" = "agentsAt" - make_interval(secs => ${seconds}::float8),
        "basesAt" = "basesAt" - make_interval(secs => ${seconds}::float8)`;
  await database().$executeRaw`
    UPDATE "Flow" SET "readAt" = "readAt" - make_interval(secs => ${seconds}::float8)`;
  await database().$executeRaw`
    UPDATE "Workspace" SET "lookedAt" = "lookedAt" - make_interval(secs => ${seconds}::float8),
        "healthCheckedAt" = "healthCheckedAt" - make_interval(secs => ${seconds}::float8)`;
  await database().$executeRaw`
    UPDATE "KeeperWork" SET "answeredAt" = "answeredAt" - make_interval(secs => ${seconds}::float8),
        "flowReadAt" = "flowReadAt" - make_interval(secs => ${seconds}::float8),
        "failingSince" = "failingSince" - make_interval(secs => ${seconds}::float8),
        "failedAt" = "failedAt" - make_interval(secs => ${seconds}::float8),
        "retryAt" = "retryAt" - make_interval(secs => ${seconds}::float8)`;
}

/** The holder of the keeper's lease is as good as dead: another one may take it at once. */
export async function letLeaseEnd(): Promise<void> {
  await database().$executeRaw`UPDATE "KeeperLease" SET "until" = now() - interval '1 second'`;
}
