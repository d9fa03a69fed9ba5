import { setTimeout as pause } from "node:timers/promises";
import { until } from "./poll";
import { type Lane, UPSTREAM_TIMEOUT_MS } from "./processes/lane";
import type { PostgresServer } from "./processes/postgres-server";
import type { Replica } from "./processes/replica";
import type { Random } from "./random";
import type { Returned } from "./recovery";

/** Longer than a process may work on a change without a word to the database (its lease). */
const LONGER_THAN_LEASE_MS = UPSTREAM_TIMEOUT_MS + 13_000;

/** Something that happens to the processes while people write. Everything runs again when it is over. */
export interface Disturbance {
  name: string;
  /**
   * @param over is called at the moment from which recovery is measured, with what has to recover
   */
  run(lane: Lane, over: (what: Returned) => void): Promise<void>;
  /** Puts back what lasts longer than the round may. */
  after?(lane: Lane): Promise<void>;
}

function replicaOf(lane: Lane, chance: Random): Replica {
  const [first, ...others] = lane.replicas;
  if (!first) throw new Error("a lane without replicas");
  return chance.pick([first, ...others]);
}

function atReplica(
  name: string,
  chance: Random,
  act: (replica: Replica, over: () => void) => Promise<void>,
  what: Returned,
): Disturbance {
  const afterMs = chance.int(50, 1_500);
  return {
    name: `${name} after ${afterMs} ms`,
    run: async (lane, over) => {
      await pause(afterMs);
      await act(replicaOf(lane, chance), () => over(what));
    },
  };
}

function atDatabase(
  name: string,
  chance: Random,
  act: (server: PostgresServer) => Promise<void>,
): Disturbance {
  const afterMs = chance.int(50, 1_500);
  return {
    name: `${name} after ${afterMs} ms`,
    run: async ({ database }, over) => {
      await pause(afterMs);
      if (database) await act(database.server);
      over("database");
    },
  };
}

const PENDING = `SELECT count(*)::text FROM "Change" WHERE "state" = 'pending'`;

/** Exact moments, by what the database has stored then and the replica does not know yet. */
const MOMENTS = {
  sending: {
    words: 'between "marked as sending" and the request',
    count: `SELECT count(*)::text FROM "Change" WHERE "sentAt" IS NOT NULL`,
  },
  settled: {
    words: 'between "settled" and the answer',
    count: `SELECT count(*)::text FROM "Change" WHERE "state" <> 'pending'`,
  },
} as const;

/** At an exact moment of the first write, its replica freezes for longer than its lease, or dies. */
export function atMoment(moment: keyof typeof MOMENTS, act: "freeze" | "kill"): Disturbance {
  const { words, count } = MOMENTS[moment];
  return {
    name: `${act} ${words}`,
    run: async ({ database, replicas }, over) => {
      if (!database) return;
      const { server, relays } = database;
      const [before] = await server.ask(count);
      const isReached = async () => (await server.ask(count))[0] !== before;
      const index = await Promise.race([
        ...relays.map((relay, place) => relay.hold(isReached).then(() => place)),
        pause(8_000).then(() => null),
      ]);
      const target = index === null ? null : replicas[index];
      if (target && act === "freeze") await target.freeze();
      if (target && act === "kill") await target.kill();
      for (const relay of relays) relay.release();
      if (!target) return;
      // With a second replica the portal goes on while the first one is away.
      if (replicas.length > 1) over(act);
      if (act === "freeze") {
        await pause(LONGER_THAN_LEASE_MS);
        // The others may take their time to settle the change; only then does it matter what this one still sends.
        const settled = async () => (await server.ask(PENDING))[0] === "0";
        await until(settled, { withinMs: 20_000, everyMs: 500 });
        await target.thaw();
      } else await target.start();
      if (replicas.length === 1) over(act);
    },
  };
}

/** From the restart to the end of the round, one replica has another idea of what time it is. */
function wrongClock(chance: Random): Disturbance {
  const offsetMs = chance.pick([-600_000, 600_000, -5_000]);
  let wrong: Replica | null = null;
  const restart = async (replica: Replica, clockOffsetMs: number) => {
    await replica.stop();
    await replica.start(clockOffsetMs);
  };
  const act = async (replica: Replica, over: () => void) => {
    wrong = replica;
    await restart(replica, offsetMs);
    over();
  };
  return {
    ...atReplica(`restart with a clock that is ${offsetMs} ms off`, chance, act, "restart"),
    after: async () => {
      if (wrong) await restart(wrong, 0);
    },
  };
}

/** Every disturbance that a lane can have, chosen by chance; often none. */
export function chooseDisturbance(lane: Lane, chance: Random): Disturbance {
  const none: Disturbance = { name: "none", run: async () => {} };
  const freeze = async (replica: Replica, ms: number, over: () => void) => {
    await replica.freeze();
    await pause(ms);
    await replica.thaw();
    over();
  };
  const forReplicas = [
    () => none,
    () => none,
    () =>
      atReplica(
        "kill -9",
        chance,
        async (replica, over) => {
          await replica.kill();
          // With a second replica the portal goes on; alone, it is back when it runs again.
          if (lane.replicas.length > 1) over();
          await replica.start();
          if (lane.replicas.length === 1) over();
        },
        "kill",
      ),
    () =>
      atReplica(
        "restart",
        chance,
        async (replica, over) => {
          await replica.stop();
          await replica.start();
          over();
        },
        "restart",
      ),
    () => atReplica("freeze 2 s", chance, (replica, over) => freeze(replica, 2_000, over), "freeze"),
    () =>
      atReplica(
        "freeze longer than the lease",
        chance,
        (replica, over) => freeze(replica, LONGER_THAN_LEASE_MS, over),
        "freeze",
      ),
    () => wrongClock(chance),
  ] as const;
  const forDatabases = [
    () => atMoment("sending", "freeze"),
    () => atMoment("sending", "kill"),
    () => atMoment("settled", chance.pick(["freeze", "kill"])),
    () =>
      atDatabase("PostgreSQL stops at once", chance, async (server) => {
        await server.end("SIGQUIT");
        await server.start();
      }),
    () =>
      atDatabase("PostgreSQL restarts", chance, async (server) => {
        await server.end("SIGINT");
        await server.start();
      }),
    () =>
      atDatabase("PostgreSQL is killed", chance, async (server) => {
        await server.end("SIGKILL");
        await server.start();
      }),
    () =>
      atDatabase("PostgreSQL freezes", chance, async (server) => {
        await server.freeze();
        await pause(4_000);
        await server.thaw();
      }),
  ] as const;
  const group = lane.database && chance.chance(0.5) ? forDatabases : forReplicas;
  return chance.pick<() => Disturbance>(group)();
}
