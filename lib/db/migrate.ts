import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { type DatabaseSettings, readDatabaseUrl } from "./database-url";
import { searchPathStatement } from "./schema-pool";
import { withOfferedTls } from "./tls-offer";

/** Any number that no other program on the same server is likely to take. Every transaction here holds it. */
export const MIGRATION_LOCK = 5_177_024;
/** Versions before this runner hold this number too, from their first migration to their last. */
const EARLIER_LOCK = 5_177_023;

/** The same table as Prisma's engine uses, so that each knows which migrations the other applied. */
const MARKS = `CREATE TABLE "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;
const MARKS_EXIST = `SELECT WHERE to_regclass('"_prisma_migrations"') IS NOT NULL`;
const TABLES_EXIST = `SELECT FROM pg_tables WHERE "schemaname" = current_schema()`;

const OPEN = `"finished_at" IS NULL AND "rolled_back_at" IS NULL`;
const UNKNOWN_AND_OPEN = `SELECT "migration_name" AS "name" FROM "_prisma_migrations"
  WHERE ${OPEN} AND NOT "migration_name" = ANY($1)`;
const GIVE_UP_OPEN = `UPDATE "_prisma_migrations" SET "rolled_back_at" = now() WHERE "migration_name" = $1 AND ${OPEN}`;
const APPLIED = `SELECT FROM "_prisma_migrations"
  WHERE "migration_name" = $1 AND "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`;
const BEGIN_MARK = `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at")
  VALUES (gen_random_uuid(), $1, $2, clock_timestamp())`;
const FINISH_MARK = `UPDATE "_prisma_migrations" SET "finished_at" = clock_timestamp(), "applied_steps_count" = 1
  WHERE "migration_name" = $1 AND ${OPEN}`;

const SCHEMA_EXISTS = `SELECT FROM pg_namespace WHERE "nspname" = $1`;
/** It is there wherever it is needed, and a role that may not create schemas may not even say this. */
const MAKE_USUAL_SCHEMA = /^CREATE SCHEMA IF NOT EXISTS "public";$/m;
/** For the migrations' own connection: nobody waits for an answer here, and a server may just be starting. */
const CONNECT_WITHIN_MS = 15_000;

interface Migration {
  name: string;
  sql: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return await Promise.all(
    names
      .sort()
      .map(async (name) => ({ name, sql: await readFile(join(folder, name, "migration.sql"), "utf8") })),
  );
}

/**
 * Replicas that start together wait here for each other, and for a script that outlives its killed portal. The lock is
 * the transaction's: a pooler in front of the server may give every transaction another session.
 */
async function inTurn<T>(client: Client, schema: string | null, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
  try {
    if (schema !== null) await client.query(searchPathStatement(schema));
    await client.query(
      `SELECT pg_advisory_xact_lock(${EARLIER_LOCK}), pg_advisory_xact_lock(${MIGRATION_LOCK})`,
    );
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

/**
 * Makes the schema that is named. Where none is, the role's search path must lead to the usual one: the database client
 * looks there, and raw statements where the path leads.
 * @throws Error that says what to write into the address
 */
async function prepareSchema(client: Client, schema: string | null): Promise<void> {
  if (schema !== null) {
    if ((await client.query(SCHEMA_EXISTS, [schema])).rowCount === 0)
      await client.query(`CREATE SCHEMA "${schema}"`);
    return;
  }
  const { rows } = await client.query<{ name: string | null }>(`SELECT current_schema() AS "name"`);
  const name = rows[0]?.name ?? null;
  if (name === null)
    throw new Error('the role has no schema "public" to use; add schema=NAME to the address');
  if (name !== "public")
    throw new Error(
      `the role's search path leads to the schema "${name}"; add schema=${encodeURIComponent(name)} to the address`,
    );
}

/** @throws when the database belongs to another program, or an unknown migration of a newer version did not end */
async function prepareMarks(client: Client, names: string[], schema: string | null): Promise<void> {
  await prepareSchema(client, schema);
  if ((await client.query(MARKS_EXIST)).rowCount === 0) {
    if ((await client.query(TABLES_EXIST)).rowCount !== 0)
      throw new Error("it has tables, but none of Switchboard's; give the portal an empty database");
    await client.query(MARKS);
  }
  const unknown = await client.query<{ name: string }>(UNKNOWN_AND_OPEN, [names]);
  for (const { name } of unknown.rows)
    throw new Error(
      `${name}: began here and did not end, and this version does not know it; start a newer one`,
    );
}

/** @returns whether the migration is applied now and was not before */
async function apply(client: Client, { name, sql }: Migration): Promise<boolean> {
  // The earlier runner's failed and cut-off migrations: a script runs as a whole or not at all, so nothing of it is here.
  await client.query(GIVE_UP_OPEN, [name]);
  if ((await client.query(APPLIED, [name])).rowCount !== 0) return false;
  await client.query(BEGIN_MARK, [createHash("sha256").update(sql).digest("hex"), name]);
  // A query without parameters may be a whole script, with semicolons inside its functions.
  await client.query(sql.replace(MAKE_USUAL_SCHEMA, ""));
  await client.query(FINISH_MARK, [name]);
  return true;
}

async function connect({
  connection,
  tlsIfOffered,
}: Pick<DatabaseSettings, "connection" | "tlsIfOffered">): Promise<Client> {
  const patient = {
    ...connection,
    connectionTimeoutMillis: connection.connectionTimeoutMillis ?? CONNECT_WITHIN_MS,
  };
  const client = new Client(tlsIfOffered ? await withOfferedTls(patient) : patient);
  // A connection that is lost fails the next query; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/**
 * Applies every migration in `prisma/migrations` that the database has not seen, oldest first. Each script and its mark
 * are one transaction, so a failure or a crash leaves nothing of it, and the next start attempts it again.
 *
 * @param databaseUrl a PostgreSQL connection string
 * @param rootDir the folder that holds `prisma/`
 * @param only those that are wanted, all of which must be known here; all by default
 * @returns the names of the migrations that were applied now, oldest first
 * @throws Error with the migration's name and the database's words when one fails; what was applied before it stays
 */
export async function migrate(
  databaseUrl: string,
  rootDir: string,
  only?: ReadonlySet<string>,
): Promise<string[]> {
  const all = await readMigrations(join(rootDir, "prisma", "migrations"));
  const migrations = all.filter(({ name }) => !only || only.has(name));
  if (only && migrations.length < only.size) throw new Error("a newer version of Switchboard made it");
  const { schema, ...settings } = readDatabaseUrl(databaseUrl);
  const client = await connect(settings);
  try {
    const names = migrations.map(({ name }) => name);
    await inTurn(client, schema, () => prepareMarks(client, names, schema));
    const applied: string[] = [];
    for (const migration of migrations) {
      const isNew = await inTurn(client, schema, () => apply(client, migration)).catch((error: unknown) => {
        throw new Error(`${migration.name}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      });
      if (isNew) applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}
