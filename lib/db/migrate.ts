import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MigrationDirectory, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Client } from "pg";
import { openSchemaEngine } from "./schema-engine";

/** Any number that no other program on the same server is likely to take: it serialises migrating replicas. */
const MIGRATION_LOCK = 5_177_023;
/** Held by a running script itself, so that one which outlives its portal is waited for. */
export const SCRIPT_LOCK = 5_177_024;

async function readMigrations(baseDir: string): Promise<MigrationDirectory[]> {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return await Promise.all(
    names.sort().map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: await readFile(join(baseDir, name, "migration.sql"), "utf8") },
      },
    })),
  );
}

/**
 * A script marks its own migration as finished, in the very transaction that it is. Prisma does that by itself, later:
 * a portal that is killed in between would leave a migration that is applied and counts as unfinished.
 */
function finishing(script: string): string {
  return `SELECT pg_advisory_xact_lock(${SCRIPT_LOCK});
${script}
;
UPDATE "_prisma_migrations" SET "finished_at" = now() WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL;`;
}

/** Waits for a script that still runs: a server runs it to its end, also when the portal that sent it was killed. */
async function waitForScripts(client: Client): Promise<void> {
  await client.query("SELECT pg_advisory_lock($1)", [SCRIPT_LOCK]);
  await client.query("SELECT pg_advisory_unlock($1)", [SCRIPT_LOCK]);
}

/** Migrations that began and neither ended nor were given up: nothing of them is in the database. */
async function unfinished(client: Client): Promise<string[]> {
  const known = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "exists"`,
  );
  if (!known.rows[0]?.exists) return [];
  const { rows } = await client.query<{ migration_name: string }>(
    `SELECT "migration_name" FROM "_prisma_migrations" WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL`,
  );
  return rows.map(({ migration_name }) => migration_name);
}

async function applyMigrations(
  engine: SchemaEngine,
  baseDir: string,
  migrationDirectories: MigrationDirectory[],
): Promise<string[]> {
  const applied = await engine.applyMigrations({
    migrationsList: {
      baseDir,
      lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
      shadowDbInitScript: "",
      migrationDirectories,
    },
    filters: { externalTables: [], externalEnums: [] },
  });
  return applied.appliedMigrationNames;
}

/** @throws Error with the migration's name and the database's words */
async function applyAgain(databaseUrl: string, baseDir: string, lock: Client): Promise<string[]> {
  const directories = await readMigrations(baseDir);
  const refusals: Error[] = [];
  const onError = (error: Error) => refusals.push(error);
  const { engine, close } = await openSchemaEngine(databaseUrl, undefined, { around: finishing, onError });
  try {
    const here = new Set(directories.map(({ path }) => path));
    for (const migrationName of await unfinished(lock))
      if (here.has(migrationName)) await engine.markMigrationRolledBack({ migrationName });
    return await applyMigrations(engine, baseDir, directories);
  } catch (error) {
    const [refusal] = refusals;
    if (!refusal) throw error;
    const [name = "a migration"] = await unfinished(lock).catch(() => []);
    throw new Error(`${name}: ${refusal.message}`, { cause: error });
  } finally {
    await close();
  }
}

/**
 * Applies every migration in `prisma/migrations` that the database has not seen, as `prisma migrate deploy` does.
 * Replicas that start together wait for each other, so that no migration runs twice.
 *
 * One that failed or was cut off before is tried again: a script runs as a whole or not at all, and says itself when it
 * has. (Prisma would refuse every later start, until somebody says by hand what became of it.)
 *
 * @param databaseUrl a PostgreSQL connection string
 * @param rootDir the folder that holds `prisma/`
 * @returns the names of the migrations that were applied now, oldest first
 * @throws Error with the migration's name and the database's words when one fails; what was applied before it stays
 */
export async function migrate(databaseUrl: string, rootDir: string): Promise<string[]> {
  const lock = new Client({ connectionString: databaseUrl });
  // A connection that is lost fails the next query; without a listener it would end the process.
  lock.on("error", () => {});
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await waitForScripts(lock);
    return await applyAgain(databaseUrl, join(rootDir, "prisma", "migrations"), lock);
  } finally {
    await lock.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => {});
    await lock.end();
  }
}
