import type { Client } from "pg";

/** What a database has done so far. */
export interface DatabaseCounts {
  /** Statements of one database, BEGIN and COMMIT included; null where the server does not count them. */
  statements: number | null;
  /** How often the server waited until its log was on the disk. */
  walSyncs: number;
  walBytes: number;
}

/**
 * Makes the server count statements, where its extension is loaded.
 * @returns whether it counts them
 */
export async function prepareCounters(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ loaded: string }>(
    "SELECT current_setting('shared_preload_libraries') AS loaded",
  );
  if (!rows[0]?.loaded.includes("pg_stat_statements")) return false;
  await client.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
  return true;
}

async function numberOf(client: Client, sql: string, values: readonly string[] = []): Promise<number> {
  const { rows } = await client.query<{ n: string | null }>(sql, [...values]);
  return Number(rows[0]?.n ?? 0);
}

/**
 * Reads the counters of the server, and of one of its databases.
 *
 * A connection reports its syncs at the end of a statement, but at most once a second. To get all of them, pause for
 * longer than that, and then run one more statement on each connection.
 */
export async function databaseCounts(
  client: Client,
  database: string,
  counted: boolean,
): Promise<DatabaseCounts> {
  const version = await numberOf(client, "SELECT current_setting('server_version_num')::int AS n");
  const syncs =
    version >= 180_000
      ? "SELECT sum(fsyncs) AS n FROM pg_stat_io WHERE object = 'wal'"
      : "SELECT wal_sync AS n FROM pg_stat_wal";
  const statements = `SELECT sum(calls) AS n FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
    WHERE d.datname = $1`;
  return {
    statements: counted ? await numberOf(client, statements, [database]) : null,
    walSyncs: await numberOf(client, syncs),
    walBytes: await numberOf(client, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS n"),
  };
}
