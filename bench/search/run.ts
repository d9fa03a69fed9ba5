import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { closeDatabase } from "@/lib/db/client";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { migrate } from "@/lib/db/migrate";
import { setEnvironment } from "@/lib/env";
import { machineFacts } from "../harness/machine";
import { postgresServer } from "../harness/postgres-server";
import { fillFlows, sizes } from "./fill-flows";
import { MadeUpFlows } from "./made-up-flows";
import { type MeasuredDatabase, report } from "./report";
import { type Caller, measureSearches } from "./searches";

/**
 * Measures the search for flows: on a PostgreSQL server (a throw-away one, or the one that BENCH_DATABASE_URL names) and on
 * the embedded database, with 10,000 and 100,000 made-up flows; other numbers are given as arguments. Writes
 * bench/results/search.md.
 */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RESULTS = join(ROOT, "bench/results");
const ROUNDS = 200;
const WARM_UP = 20;
const FEW_WORKSPACES = 50;
const numbers = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000];
const say = (line: string) => process.stdout.write(`${line}\n`);

const dataDir = await mkdtemp(join(tmpdir(), "sb-bench-"));

async function measure(name: string, url: string, flows: number): Promise<MeasuredDatabase> {
  setEnvironment({
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    PORTAL_SECRET: randomBytes(32).toString("hex"),
    PORTAL_KEYRING: `bench:${randomBytes(32).toString("base64")}`,
  });
  await migrate(url, ROOT);
  const client = new Client({ connectionString: url });
  await client.connect();
  const made = new MadeUpFlows();
  const workspaces = await fillFlows(client, made, flows);
  say(`${name}: filled ${flows}`);
  const callers: Caller[] = [
    { name: `all ${workspaces.length} workspaces`, workspaces },
    { name: `${FEW_WORKSPACES} workspaces`, workspaces: workspaces.slice(0, FEW_WORKSPACES) },
  ].filter(({ workspaces: some }, at) => at === 0 || some.length < workspaces.length);
  const measured = [];
  for (const caller of callers) {
    // The flows of the caller come first among all.
    const plan = {
      flows: caller.workspaces.length * (flows / workspaces.length),
      rounds: ROUNDS,
      warmUp: WARM_UP,
    };
    measured.push({ caller: caller.name, searches: await measureSearches(caller, made, plan) });
    say(`${name}: ${JSON.stringify(measured.at(-1))}`);
  }
  const space = await sizes(client);
  await client.end();
  await closeDatabase();
  return { name, flows, workspaces: workspaces.length, space, measured };
}

const facts = await machineFacts();
const results: MeasuredDatabase[] = [];
for (const flows of numbers) {
  const server = await postgresServer();
  const database = `switchboard_bench_${flows}`;
  const admin = new Client({ connectionString: server.url("postgres") });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${database}`);
  await admin.end();
  results.push(await measure(`PostgreSQL ${server.version}`, server.url(database), flows));
  await server.stop();
  const embedded = await openEmbeddedDatabase(await mkdtemp(join(dataDir, "embedded-")));
  results.push(await measure("the embedded database", embedded.url, flows));
  await embedded.stop();
}
await mkdir(RESULTS, { recursive: true });
const text = report(facts, results);
await writeFile(join(RESULTS, "search.md"), text);
say(text);
await rm(dataDir, { recursive: true, force: true });
process.exit(0);
