import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { closeDatabase } from "@/lib/db/client";
import { migrate } from "@/lib/db/migrate";
import { setEnvironment } from "@/lib/env";
import { fillChain } from "./fill-chain";
import { MadeUpChain } from "./made-up-events";
import { measureSize, type SizeMeasures } from "./measure-size";
import { openServer } from "./open-server";
import { report } from "./report";
import { prepareUsualDesign } from "./usual-design";

/**
 * Measures the audit log as it grows: searches, appends, verification and export, beside the usual design over the same
 * rows. `npm run bench:audit` measures the embedded database at 10,000 and 1,000,000 events; other sizes are given as
 * arguments, a PostgreSQL server by BENCH_DATABASE_URL. Writes bench/results/audit-<database>.md.
 */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CHAIN = "0190b0c0-0000-7000-8000-000000000001";
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 1_000_000];

const server = await openServer();
const dataDir = await mkdtemp(join(tmpdir(), "sb-bench-data-"));
setEnvironment({
  DATABASE_URL: server.url,
  DATA_DIR: dataDir,
  PORTAL_SECRET: randomBytes(32).toString("hex"),
  PORTAL_KEYRING: `bench:${randomBytes(32).toString("base64")}`,
});
await migrate(server.url, ROOT);
const client = new Client({ connectionString: server.url });
await client.connect();
const made = new MadeUpChain(CHAIN);
const measured: SizeMeasures[] = [];
let filled = 0;
for (const size of sizes) {
  const started = performance.now();
  await fillChain(client, made, filled, size);
  filled = size;
  await prepareUsualDesign(client);
  const measures = await measureSize(CHAIN, size, (performance.now() - started) / 1_000);
  measured.push(measures);
  process.stdout.write(`${JSON.stringify(measures)}\n`);
  const path = join(
    ROOT,
    "bench",
    "results",
    `audit-${process.env.BENCH_DATABASE_URL ? "postgresql" : "embedded"}.md`,
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, report(server.name, measured));
}
await client.end();
await closeDatabase();
await server.close();
await rm(dataDir, { recursive: true, force: true });
process.exit(0);
