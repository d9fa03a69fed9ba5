import { randomBytes } from "node:crypto";
import { openAsBlob } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { Client } from "pg";
import { inject } from "vitest";
import { type EmbeddedDatabase, embeddedDatabaseUrl, openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { oneClientAtATime } from "@/lib/db/one-client-at-a-time";

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

/** Opens a database in memory and serves it as the portal does. */
async function openInMemory(folder: string): Promise<EmbeddedDatabase> {
  const db = await PGlite.create("memory://", { loadDataDir: await openAsBlob(inject("emptyDatabase")) });
  const server = new PGLiteSocketServer({
    db: oneClientAtATime(db),
    path: join(folder, ".s.PGSQL.5432"),
    maxConnections: 64,
  });
  await server.start();
  return {
    url: embeddedDatabaseUrl(folder),
    close: async () => {
      await server.stop();
      await db.close();
    },
  };
}

async function openEmbedded(storage: "disk" | "memory"): Promise<TestDatabase> {
  // Short, since the path of a Unix socket may have some hundred bytes only.
  const folder = await mkdtemp(join(tmpdir(), "sb-"));
  const database = await (storage === "memory" ? openInMemory(folder) : openEmbeddedDatabase(folder));
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
