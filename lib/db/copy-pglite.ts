import type { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { migrate } from "./migrate";

const ROWS_AT_ONCE = 500;

const MARKS_EXIST = `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "exist"`;
const APPLIED = `SELECT "migration_name" AS "name" FROM "_prisma_migrations"
  WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`;
const TABLES = `SELECT relname AS "name" FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations' ORDER BY relname`;
const COLUMNS = `SELECT attname AS "name", format_type(atttypid, atttypmod) AS "type" FROM pg_attribute
  WHERE attrelid = format('public.%I', $1::text)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
  ORDER BY attnum`;

/** One query for either database; every value comes as text. */
type Ask = (query: string, values?: unknown[]) => Promise<Record<string, string | null>[]>;

interface Column {
  name: string;
  type: string;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function columnsOf(ask: Ask, table: string): Promise<Column[]> {
  return (await ask(COLUMNS, [table])).map(({ name, type }) => ({ name: name ?? "", type: type ?? "" }));
}

/** Copies the rows of one table, as text. */
async function copyTable(from: Ask, to: Ask, table: string): Promise<void> {
  const columns = await columnsOf(to, table);
  const names = columns.map(({ name }) => quoted(name));
  const texts = names.map((name) => `${name}::text AS ${name}`);
  const values = columns.map(({ type }, index) => `c${index}::${type}`);
  const lists = columns.map((_, index) => `$${index + 1}::text[]`);
  const aliases = columns.map((_, index) => `c${index}`);
  const insert = `INSERT INTO ${quoted(table)} (${names.join()})
    SELECT ${values.join()} FROM unnest(${lists.join()}) AS row(${aliases.join()})`;
  // A migration may have filled it already, from rows that weren't there yet.
  await to(`DELETE FROM ${quoted(table)}`);
  await from(`DECLARE rows NO SCROLL CURSOR FOR SELECT ${texts.join()} FROM ${quoted(table)}`);
  for (;;) {
    const rows = await from(`FETCH ${ROWS_AT_ONCE} FROM rows`);
    if (rows.length === 0) break;
    await to(
      insert,
      columns.map(({ name }) => rows.map((row) => row[name])),
    );
  }
  await from("CLOSE rows");
}

/** What all rows of a table are, in two numbers. */
async function fingerprint(ask: Ask, table: string): Promise<string> {
  const columns = (await columnsOf(ask, table)).map(({ name }) => `${quoted(name)}::text`);
  const [row] = await ask(
    `SELECT count(*)::text AS "rows", sum(hashtextextended(ARRAY[${columns.join()}]::text, 0))::text AS "hash"
     FROM ${quoted(table)}`,
  );
  return `${row?.rows} ${row?.hash}`;
}

/** @throws Error naming the first table whose copy is another than the original */
async function compare(from: Ask, to: Ask, tables: string[]): Promise<void> {
  for (const table of tables) {
    if ((await fingerprint(from, table)) !== (await fingerprint(to, table)))
      throw new Error(`the copy of ${table} is not what was copied`);
  }
}

async function copyAll(old: PGlite, client: Client): Promise<void> {
  const from: Ask = async (query, values) => (await old.query<Record<string, string>>(query, values)).rows;
  const to: Ask = async (query, values) => (await client.query<Record<string, string>>(query, values)).rows;
  const tables = (await to(TABLES)).map(({ name }) => name ?? "");
  const oldTables = (await from(TABLES)).map(({ name }) => name ?? "");
  if (oldTables.join() !== tables.join()) throw new Error("it has other tables than its version made");
  for (const ask of [from, to]) await ask("BEGIN");
  await from("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
  for (const ask of [from, to]) await ask("SET LOCAL TimeZone = 'UTC'");
  // No trigger fires and no reference is checked: the rows are as the old database's triggers left them.
  await to("SET LOCAL session_replication_role = replica");
  for (const table of tables) await copyTable(from, to, table);
  await compare(from, to, tables);
  await to("COMMIT");
  await from("COMMIT");
}

/**
 * Copies a database that an earlier version kept in PGlite into an empty one, and compares every table. The copy has the
 * same migrations; newer ones are still to be applied. The original is only read.
 *
 * @param folder the original's files; nobody may have them open
 * @param url the empty database
 * @param rootDir the folder that holds `prisma/`
 * @throws Error with the reason in words
 */
export async function copyPgliteFolder(folder: string, url: string, rootDir: string): Promise<void> {
  // Only here: it is some hundred megabytes in memory, and nobody needs it after this.
  const { PGlite } = await import("@electric-sql/pglite");
  const old = await PGlite.create(folder);
  try {
    // A start that was killed before its first migration has left nothing.
    if (!(await old.query<{ exist: boolean }>(MARKS_EXIST)).rows[0]?.exist) return;
    const applied = (await old.query<{ name: string }>(APPLIED)).rows.map(({ name }) => name);
    await migrate(url, rootDir, new Set(applied));
    const client = new Client({ connectionString: url });
    await client.connect();
    await copyAll(old, client).finally(() => client.end());
  } finally {
    await old.close();
  }
}
