import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";

export interface TestDatabase {
  url: string;
  /** The folder of the embedded database; null on a server. */
  folder: string | null;
  close: () => Promise<void>;
}

async function askServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function openOnServer(server: string): Promise<TestDatabase> {
  const name = `switchboard_test_${randomBytes(6).toString("hex")}`;
  await askServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    folder: null,
    close: () => askServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function openEmbedded(storage: "disk" | "memory"): Promise<TestDatabase> {
  // Short, since the path of a Unix socket may have some hundred bytes only.
  const folder = await mkdtemp(join(tmpdir(), "sb-"));
  const database = await openEmbeddedDatabase(folder, storage);
  return {
    url: database.url,
    folder,
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * An empty database of its own for a test file: on the server that INTEGRATION_DATABASE_URL names, else embedded.
 * @param storage where the embedded database keeps its data
 */
export async function openTestDatabase(storage: "disk" | "memory" = "memory"): Promise<TestDatabase> {
  const server = process.env.INTEGRATION_DATABASE_URL;
  return server ? await openOnServer(server) : await openEmbedded(storage);
}
