import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { ROOT } from "./open-portal";

const MARKS = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;
const TABLES = `SELECT table_name AS "name" FROM information_schema.tables
  WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1`;

/** Notes a migration as finished, as the portal's runner does. */
export async function noteMigration(old: PGlite, name: string): Promise<void> {
  await old.query(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name")
     VALUES (gen_random_uuid(), 'x', now(), $1)`,
    [name],
  );
}

/** Makes an empty database as earlier versions kept it, with PGlite; or opens one. */
export async function openOldFolder(folder: string): Promise<PGlite> {
  const old = await PGlite.create(folder);
  await old.exec(MARKS);
  return old;
}

/** Applies the migrations from one number to before another, oldest first. */
export async function migrateOld(old: PGlite, from: number, to?: number): Promise<void> {
  const migrations = join(ROOT, "prisma", "migrations");
  const entries = await readdir(migrations, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  for (const name of names.slice(from, to)) {
    await old.exec(await readFile(join(migrations, name, "migration.sql"), "utf8"));
    await noteMigration(old, name);
  }
}

/** Every row of every table of a database, as one JSON text a table. */
export async function allRows(url: string): Promise<Map<string, string>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(TABLES);
  const dumps = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ text: string }>(
      `SELECT coalesce(json_agg(t ORDER BY t::text), '[]')::text AS "text" FROM "${name}" t`,
    );
    dumps.set(name, rows[0]?.text ?? "");
  }
  await client.end();
  return dumps;
}

/** Puts rows of `allRows` into the tables, past all triggers. */
export async function insertRows(old: PGlite, dumps: ReadonlyMap<string, string>): Promise<void> {
  await old.exec("SET session_replication_role = replica");
  for (const [name, text] of dumps)
    await old.query(`INSERT INTO "${name}" SELECT * FROM json_populate_recordset(NULL::"${name}", $1)`, [
      text,
    ]);
}
