import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MigrationDirectory, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Client } from "pg";
import { openSchemaEngine } from "./schema-engine";

/** Any number that no other program on the same server is likely to take: it serialises migrating replicas. */
const MIGRATION_LOCK = 5_177_023;

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

/** Migrations that began and neither ended nor were given up. */
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

/**
 * Applies every migration in `prisma/migrations` that the database has not seen, as `prisma migrate deploy` does.
 * Replicas that start together wait for each other, so that no migration runs twice.
 *
 * One that failed or was cut off before is tried again: a script runs as a whole or not at all, so nothing of it is there.
 * (Prisma itself would refuse every later start, until somebody says by hand that it was undone.)
 *
 * @param databaseUrl a PostgreSQL connection string
 * @param rootDir the folder that holds `prisma/`
 * @returns the names of the migrations that were applied now, oldest first
 * @throws Error with the migration's name and the database's words when one fails; what was applied before it stays
 */
export async function migrate(databaseUrl: string, rootDir: string): Promise<string[]> {
  const baseDir = join(rootDir, "prisma", "migrations");
  const directories = await readMigrations(baseDir);
  const lock = new Client({ connectionString: databaseUrl });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    let refused: Error | undefined;
    const engine = await openSchemaEngine(databaseUrl, undefined, (error) => {
      refused = error;
    });
    try {
      for (const migrationName of await unfinished(lock))
        await engine.markMigrationRolledBack({ migrationName });
      return await applyMigrations(engine, baseDir, directories);
    } catch (error) {
      if (!refused) throw error;
      const [name = "a migration"] = await unfinished(lock);
      throw new Error(`${name}: ${refused.message}`, { cause: error });
    } finally {
      engine.free();
    }
  } finally {
    await lock.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => {});
    await lock.end();
  }
}
