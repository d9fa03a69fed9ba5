import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MigrationDirectory } from "@prisma/schema-engine-wasm/schema_engine_bg";
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

/**
 * Applies every migration in `prisma/migrations` that the database has not seen, as `prisma migrate deploy` does.
 * Replicas that start together wait for each other, so that no migration runs twice.
 *
 * @param databaseUrl a PostgreSQL connection string
 * @param rootDir the folder that holds `prisma/`
 * @returns the names of the migrations that were applied now, oldest first
 * @throws when a migration fails; the database keeps what was applied before it
 */
export async function migrate(databaseUrl: string, rootDir: string): Promise<string[]> {
  const baseDir = join(rootDir, "prisma", "migrations");
  const migrationDirectories = await readMigrations(baseDir);
  const lock = new Client({ connectionString: databaseUrl });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const engine = await openSchemaEngine(databaseUrl);
    try {
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
    } finally {
      engine.free();
    }
  } finally {
    await lock.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => {});
    await lock.end();
  }
}
