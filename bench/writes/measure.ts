import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import { familyCpuMs, processCpuMs } from "../harness/cpu-time";
import { databaseCounts } from "../harness/database-counters";
import { type Lane, type LoadResult, runLoad, type Until } from "../harness/load";

/** Whoever answers: a side, or a page of one. */
export interface Measured {
  name: string;
  origin: string;
  pid: number;
  database: string;
}

/** One round of a load. */
export interface Round extends LoadResult {
  /** Requests a second. */
  rate: number;
  /** Processor time of each request; null where the system does not say it. */
  nodeMs: number | null;
  postgresMs: number | null;
}

/** What one request costs the database, on average. */
export interface Cost {
  statements: number | null;
  walSyncs: number;
  walKilobytes: number;
}

/** What it is measured with. */
export interface Instruments {
  /** Connected to a database that neither side uses. */
  counters: Client;
  countsStatements: boolean;
  /** The database server's first process. */
  postgresPid: number | null;
}

const share = (before: number | null, after: number | null, requests: number) =>
  before === null || after === null ? null : (after - before) / requests;

/** Runs all lanes for a while, and measures rate, times and processors. */
export async function measureRound(
  { postgresPid }: Instruments,
  { origin, pid }: Measured,
  lanes: readonly Lane[],
  until: Until,
): Promise<Round> {
  const postgres = async () => (postgresPid === null ? null : await familyCpuMs(postgresPid));
  const before = { node: await processCpuMs(pid), postgres: await postgres() };
  const result = await runLoad(origin, lanes, until);
  const requests = result.latencies.length;
  return {
    ...result,
    rate: (requests / result.elapsedMs) * 1000,
    nodeMs: share(before.node, await processCpuMs(pid), requests),
    postgresMs: share(before.postgres, await postgres(), requests),
  };
}

/** Longer than a connection may keep its counts to itself. */
const REPORTED_MS = 1_100;

/** Counts what requests cost the database. Other programs must leave the server alone meanwhile. */
export async function measureCost(
  { counters, countsStatements }: Instruments,
  { origin, database }: Measured,
  lanes: readonly Lane[],
  requests: number,
): Promise<Cost> {
  // The pause and one request of each lane make the connections report what they have counted.
  const counts = async () => {
    await pause(REPORTED_MS);
    await runLoad(origin, lanes, { requests: 1 });
    return await databaseCounts(counters, database, countsStatements);
  };
  const before = await counts();
  await runLoad(origin, lanes, { requests });
  const after = await counts();
  const total = lanes.length * (requests + 1);
  return {
    statements: share(before.statements, after.statements, total),
    walSyncs: (after.walSyncs - before.walSyncs) / total,
    walKilobytes: (after.walBytes - before.walBytes) / total / 1000,
  };
}
