import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
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
import { report } from "./report";
import { type Side, startOurs, startUsual } from "./sides";
import { startUpstream } from "./upstream";

/**
 * Measures what a save costs, beside a portal of the usual kind that promises nothing: same framework, same database
 * server, same upstream. Then reads, beside a handler and a page that do nothing. `npm run bench:writes` writes
 * bench/results/writes.md; with `-- --quick` it takes about a minute once both sides run.
 */
const RESULTS = fileURLToPath(new URL("../results/writes.md", import.meta.url));
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const plan = values.quick ? QUICK : FULL;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** What was started, the latest last: it ends in the opposite order. */
const started: { stop: () => Promise<void> | void }[] = [];
const begun = async <Part extends { stop: () => Promise<void> | void }>(starting: Promise<Part>) => {
  const part = await starting;
  started.push(part);
  return part;
};

async function contender(side: Side, flows: readonly string[]): Promise<Contender> {
  const lanes = [];
  for (const flow of flows) lanes.push(await side.writes(flow));
  return { side, lanes };
}

async function measure(): Promise<void> {
  const facts = await machineFacts();
  const most = Math.max(...CONNECTIONS);
  const server = await begun(postgresServer());
  const upstream = await begun(startUpstream(2 * most));
  say("Starting both sides");
  const [ours, usual] = [await begun(startOurs(server, upstream)), await begun(startUsual(server, upstream))];
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
  for (const one of Object.values(contenders)) await warmUp(instruments, one, plan.warmUpMs);
  const writes: WriteComparison[] = [];
  for (const connections of CONNECTIONS) {
    say(`Saves on ${connections} connection${connections > 1 ? "s" : ""}`);
    writes.push(await compareWrites(instruments, contenders, connections, plan));
  }
  say("Reads");
  const [flow = ""] = upstream.flows;
  const reads = await compareReads(instruments, ours, usual, flow, plan);
  const text = report({ facts, plan, postgres: server.version, writes, reads });
  await mkdir(dirname(RESULTS), { recursive: true });
  await writeFile(RESULTS, text);
  say(text);
}

try {
  await measure();
} finally {
  for (const part of started.reverse()) await part.stop();
}
