import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";

/** An empty database to measure in. */
export interface BenchDatabase {
  name: string;
  url: string;
  close: () => Promise<void>;
}

async function onServer(server: string, size: number): Promise<BenchDatabase> {
  const name = `switchboard_bench_${size}`;
  const admin = new Client({ connectionString: server });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${name}`);
  const { rows } = await admin.query<{ server_version: string }>("SHOW server_version");
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { name: `PostgreSQL ${rows[0]?.server_version}`, url: url.href, close: async () => {} };
}

async function embedded(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "sb-bench-"));
  const server = await openEmbeddedDatabase(folder);
  return {
    name: "embedded database",
    url: server.url,
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A database for the log of one size: on the server that BENCH_DATABASE_URL names, else an embedded one.
 * @param size goes into its name
 */
export async function openServer(size: number): Promise<BenchDatabase> {
  const server = process.env.BENCH_DATABASE_URL;
  return server ? await onServer(server, size) : await embedded();
}
