import "server-only";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { database } from "./client";
import { queryRows } from "./query-rows";

/** Removes counters whose time is over: every address in a sign-in attempt leaves one behind. */
export async function purgeExpiredLimits(): Promise<void> {
  await database().rateLimiterFlexible.deleteMany({ where: { expire: { lt: new Date() } } });
}

/** How many migrations this build comes with; they lie beside it. */
async function knownMigrations(): Promise<number> {
  const entries = await readdir(join(process.cwd(), "prisma", "migrations"), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).length;
}

const migrationsRow = z.object({ done: z.int(), open: z.int() });

/** Whether the database answers and no migration is missing or half done. */
export async function databaseIsReady(): Promise<boolean> {
  try {
    const [row] = await queryRows(database(), "the migrations", migrationsRow)`
      SELECT count(*) FILTER (WHERE "finished_at" IS NOT NULL)::int AS "done",
             count(*) FILTER (WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL)::int AS "open"
      FROM "_prisma_migrations"`;
    return row !== undefined && row.done >= (await knownMigrations()) && row.open === 0;
  } catch {
    // The database is not reachable, or was never migrated. Both mean "not ready".
    return false;
  }
}
