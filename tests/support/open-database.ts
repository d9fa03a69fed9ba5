import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { inject } from "vitest";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";

export interface TestServer {
  url: string;
  /** A migrated database that others are copied from. */
  template: string;
}

export interface TestDatabase {
  url: string;
  close: () => Promise<void>;
}

/** Sends one statement to a server. */
export async function askServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** The connection string of another database on the same server. */
export function databaseOn(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function createOn(server: string, template: string | null): Promise<TestDatabase> {
  const name = `switchboard_test_${randomBytes(6).toString("hex")}`;
  const copied = template ? `TEMPLATE ${template} STRATEGY file_copy` : "";
  await askServer(server, `CREATE DATABASE ${name} ${copied}`);
  return {
    url: databaseOn(server, name),
    close: () => askServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/**
 * A database of its own for a test file: on the server that INTEGRATION_DATABASE_URL names, else on the one that the
 * run shares.
 *
 * @param content whether the portal's tables are there already; on a server that is named, never
 */
export async function openTestDatabase(content: "empty" | "migrated"): Promise<TestDatabase> {
  const named = process.env.INTEGRATION_DATABASE_URL;
  if (named) return await createOn(named, null);
  const { url, template } = inject("testServer");
  return await createOn(url, content === "migrated" ? template : null);
}

/**
 * An embedded database with a server of its own, as the portal opens it: for a test that reads its files or counts what
 * the server does.
 */
export async function openOwnDatabase(): Promise<TestDatabase & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "sb-"));
  const server = await openEmbeddedDatabase(folder);
  return {
    url: server.url,
    folder,
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
