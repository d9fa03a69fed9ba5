import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { prepareCounters } from "../harness/database-counters";
import { machineFacts } from "../harness/machine";
import { postgresServer } from "../harness/postgres-server";
import { compareReads } from "./compare-reads";
import { type Contender, compareWrites, type WriteComparison, warmUp } from "./compare-writes";
import type { Instruments } from "./measure";
import { CONNECTIONS, FULL, QUICK } from "./plan";
import { profileReport, profileWrites, type WriteProfile } from "./profile-writes";
import { report } from "./report";
import { type OurSide, type Side, startOurs, startUsual } from "./sides";
import { startUpstream } from "./upstream";

/**
 * Measures what a save costs, beside a portal of the usual kind that promises nothing: same framework, same database
 * server, same upstream. Then reads, beside a handler and a page that do nothing. `npm run bench:writes` writes
 * bench/results/writes.md; with `-- --quick` it takes about a minute once both sides run.
 */
const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));
const options = {
  quick: { type: "boolean", default: false },
  profile: { type: "boolean", default: false },
} as const;
const { values } = parseArgs({ options });
const plan = values.quick ? QUICK : FULL;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** What was started, the latest last: it ends in the opposite order. */
const started: { stop: () => Promise<void> | void }[] = [];
const begun = async <Part extends { stop: () => Promise<void> | void }>(starting: Promise<Part>) => {
  const part = await starting;
  started.push(part);
  return part;
};

/** Both sides, ready to be measured. */
interface Scene {
  facts: string[];
  instruments: Instruments;
  ours: OurSide;
  usual: Side;
  contenders: { ours: Contender; usual: Contender };
}

async function contender(side: Side, flows: readonly string[]): Promise<Contender> {
  const lanes = [];
  for (const flow of flows) lanes.push(await side.writes(flow));
  return { side, lanes };
}

async function openScene(readable: boolean): Promise<Scene> {
  const most = Math.max(...CONNECTIONS);
  const machine = await machineFacts();
  const server = await begun(postgresServer());
  const upstream = await begun(startUpstream(2 * most));
  say("Starting both sides");
  const ours = await begun(startOurs({ server, upstream, readable }));
  const usual = await begun(startUsual({ server, upstream, readable }));
  const counters = new Client({ connectionString: server.url("postgres") });
  await counters.connect();
  started.push({ stop: () => counters.end() });
  const countsStatements = await prepareCounters(counters);
  const instruments: Instruments = { counters, countsStatements, postgresPid: server.pid };
  // Each side has flows of its own: what the other one writes would be an edit from outside.
  const contenders = {
    ours: await contender(ours, upstream.flows.slice(0, most)),
    usual: await contender(usual, upstream.flows.slice(most)),
  };
  say("Warming up");
  for (let round = 0; round < plan.warmUp.rounds; round++) {
    for (const one of Object.values(contenders)) await warmUp(instruments, one, plan.warmUp.ms);
  }
  const facts = [...machine, `PostgreSQL ${server.version}, which waits for the disk at every commit.`];
  return { facts, instruments, ours, usual, contenders };
}

async function publish(name: string, text: string): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, name), text);
  say(text);
}

async function measure(): Promise<void> {
  const { facts, instruments, ours, usual, contenders } = await openScene(false);
  const writes: WriteComparison[] = [];
  for (const connections of CONNECTIONS) {
    say(`Saves on ${connections} connection${connections > 1 ? "s" : ""}`);
    writes.push(await compareWrites(instruments, contenders, connections, plan));
  }
  say("Reads");
  const reads = await compareReads(instruments, ours, usual, plan);
  await publish("writes.md", report({ facts, plan, writes, reads }));
}

async function profile(): Promise<void> {
  const { facts, instruments, contenders } = await openScene(true);
  const profiles: WriteProfile[] = [];
  for (const one of Object.values(contenders)) {
    say(`Profiling ${one.side.name}`);
    profiles.push(await profileWrites(instruments, one, plan.profiledMs));
  }
  await publish("writes-profile.md", profileReport(facts, profiles));
}

// Ends by way of `exit`, on which everything that was started ends, too.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
try {
  await (values.profile ? profile() : measure());
} finally {
  for (const part of started.reverse()) await part.stop();
}
