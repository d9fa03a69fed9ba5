import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { closeDatabase } from "@/lib/db/client";
import { setEnvironment } from "@/lib/env";
import { openBrowser } from "@/tests/support/browser";
import { OWNER, startPortal, temporaryDataDir } from "@/tests/support/start-portal";
import { prepareCounters } from "../harness/database-counters";
import { machineFacts } from "../harness/machine";
import { postgresServer } from "../harness/postgres-server";
import { fillWorkspaces } from "./fill-workspaces";
import { measureOverview, type OverviewCost, SLOWDOWN } from "./measure";

/**
 * Measures the first page of somebody with 200 workspaces, beside one with five: `GET /api/overview`, the page, and when a
 * slow browser has painted it. Writes bench/results/overview.md. Run it on a machine that does nothing else.
 */
const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));
const DATABASE = "switchboard_bench_overview";
const SIZES = [5, 200];
const say = (line: string) => process.stdout.write(`${line}\n`);

const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const amount = (value: number | null) => (value === null ? "not counted" : value.toFixed(1));

function report(facts: readonly string[], costs: readonly OverviewCost[]): string {
  return [
    "# The overview of many workspaces",
    "",
    "Made by `npm run bench:overview`; every number comes from one run on one machine.",
    "",
    ...facts,
    "",
    "Each workspace has 80 flows and 25 changes in its log; one in twenty fails, one in seven has outside edits. Requests",
    "come one after the other over the loopback, to a portal that is warm: milliseconds until the whole answer is there.",
    "The keeper rests. Statements are those of one request, with what the portal does by itself meanwhile.",
    "",
    "| workspaces | what | p50 ms | p95 ms | max ms | statements | kB |",
    "|---|---|---|---|---|---|---|",
    ...costs.flatMap(({ workspaces, api, page, statements, pageStatements, html }) => [
      `| ${workspaces} | \`GET /api/overview\` | ${ms(api.median)} | ${ms(api.p95)} | ${ms(api.max)} | ${amount(statements)} | |`,
      `| ${workspaces} | the page | ${ms(page.median)} | ${ms(page.p95)} | ${ms(page.max)} | ${amount(pageStatements)} | ${Math.round(html / 1000)} |`,
    ]),
    "",
    `Largest contentful paint, with a processor that is ${SLOWDOWN} times slower. A new tab has to begin a process of the browser`,
    "once the answer is there, since the portal shares none with other sites; a tab that shows something of the portal has one.",
    "",
    "| workspaces | from | visits | median ms | 95 % | longest |",
    "|---|---|---|---|---|---|",
    ...costs.flatMap(({ workspaces, paints }) =>
      paints.map(
        ({ way, cost }) =>
          `| ${workspaces} | ${way} | ${cost.count} | ${ms(cost.median)} | ${ms(cost.p95)} | ${ms(cost.max)} |`,
      ),
    ),
    "",
  ].join("\n");
}

const facts = await machineFacts();
const server = await postgresServer();
const admin = new Client({ connectionString: server.url("postgres") });
await admin.connect();
await admin.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
await admin.query(`CREATE DATABASE ${DATABASE}`);
const countsStatements = await prepareCounters(admin);
const folder = await temporaryDataDir();
const secrets = {
  DATABASE_URL: server.url(DATABASE),
  PORTAL_SECRET: randomBytes(32).toString("hex"),
  PORTAL_KEYRING: `bench:${randomBytes(32).toString("base64")}`,
};
const [portal, browser] = await Promise.all([
  startPortal(folder.path, { ...secrets, PORTAL_DEMO: "0" }),
  openBrowser(),
]);
const client = new Client({ connectionString: server.url(DATABASE) });
await client.connect();
try {
  setEnvironment({ ...secrets, DATA_DIR: folder.path });
  // As if another replica kept the mirror: what is measured are people's requests.
  await client.query(`
    INSERT INTO "KeeperLease" ("id", "holder", "takenAt", "until")
    VALUES (1, gen_random_uuid(), now(), now() + interval '1 day')
    ON CONFLICT ("id") DO UPDATE SET "holder" = excluded."holder", "until" = excluded."until"`);
  const { rows } = await client.query<{ id: string; email: string }>(`SELECT "id", "email" FROM "User"`);
  const [owner] = rows;
  if (owner?.email !== OWNER.email) throw new Error("the portal has no owner");
  // Somebody who has used it for a while: the first visit of all asks for a name.
  await client.query(`UPDATE "User" SET "name" = 'Olivia Hart' WHERE "id" = $1`, [owner.id]);
  const place = {
    ...{ url: portal.url, client: await portal.signedIn(), browser },
    ...{ counters: admin, database: DATABASE, countsStatements },
  };
  const costs: OverviewCost[] = [];
  let filled = 0;
  for (const size of SIZES) {
    await fillWorkspaces(client, owner, filled, size - filled);
    filled = size;
    say(`Filled ${size} workspaces`);
    costs.push(await measureOverview(place, size));
    say(JSON.stringify(costs.at(-1)));
  }
  await mkdir(RESULTS, { recursive: true });
  const text = report(
    [...facts, `PostgreSQL ${server.version}. Portal: built, as \`npm start\` runs it.`],
    costs,
  );
  await writeFile(join(RESULTS, "overview.md"), text);
  say(text);
} finally {
  await client.end();
  await closeDatabase();
  await browser.close();
  await portal.stop();
  await folder.remove();
  await admin.end();
  await server.stop();
}
process.exit(0);
