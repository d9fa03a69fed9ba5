import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { closeDatabase } from "@/lib/db/client";
import { migrate } from "@/lib/db/migrate";
import { setEnvironment } from "@/lib/env";
import { fillChain } from "./fill-chain";
import { MadeUpChain } from "./made-up-events";
import { measureRest, type SizeMeasures, searchesOf } from "./measure-size";
import { openServer } from "./open-server";
import { type MeasuredSearch, measureRound, searchTimes } from "./searches";
import { prepareUsualDesign } from "./usual-design";

/**
 * The log of one size, in a database and a process of its own, since a process of Switchboard knows one database. It
 * fills the log, and then obeys commands: `warm` runs every search once unmeasured, `round` runs a measured round,
 * `rest` measures everything else and reports the results, `end` ends it.
 */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CHAIN = "0190b0c0-0000-7000-8000-000000000001";
const size = Number(process.argv[2]);

const server = await openServer(size);
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
await fillChain(client, new MadeUpChain(CHAIN), size);
await prepareUsualDesign(client);
await client.end();
let measured: MeasuredSearch[] = [];
let round = 0;

async function obey(order: unknown): Promise<SizeMeasures | null> {
  if (order === "warm") measured = await searchesOf(CHAIN, size);
  if (order === "round") await measureRound(measured, round++);
  if (order === "rest") return { ...(await measureRest(CHAIN, size)), searches: searchTimes(measured) };
  if (order === "end") {
    await closeDatabase();
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  return null;
}

process.on("message", (order) => {
  obey(order).then(
    (result) => process.send?.({ result }, () => order === "end" && process.exit(0)),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    },
  );
});
process.once("disconnect", () => process.exit(1));
process.send?.({ result: server.name });
