import "server-only";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { database } from "./client";
import { prepared } from "./prepared";
import { queryRows } from "./query-rows";
import { within } from "./unavailable";

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

/** Monitors wait no longer than some seconds for an answer. */
const READY_WITHIN_MS = 3_000;

/**
 * Writes a row and reads the migrations. The write tells a database that can't be written to: a standby, a full disk. It
 * waits for the disk, as every change does.
 */
async function writeAndCheck(): Promise<boolean> {
  const [row] = await queryRows(prepared(), "the migrations", migrationsRow)`
    WITH "beat" AS (
      INSERT INTO "Heartbeat" ("id", "at") VALUES (1, now()) ON CONFLICT ("id") DO UPDATE SET "at" = excluded."at")
    SELECT count(*) FILTER (WHERE "finished_at" IS NOT NULL)::int AS "done",
           count(*) FILTER (WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL)::int AS "open"
    FROM "_prisma_migrations"`;
  return row !== undefined && row.done >= (await knownMigrations()) && row.open === 0;
}

let checking: Promise<boolean> | null = null;

/**
 * Whether the database takes a write, and no migration is missing or half done. Who asks while it is found out gets the
 * same answer: anybody may ask, and each answer costs a write.
 */
export async function databaseIsReady(): Promise<boolean> {
  // The database is not reachable, takes no writes, or was never migrated: each means "not ready".
  checking ??= within(READY_WITHIN_MS, writeAndCheck)
    .catch(() => false)
    .finally(() => {
      checking = null;
    });
  return await checking;
}
