import "server-only";
import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { errorCode } from "@/lib/problems/problem";
import { Prisma } from "./generated/client";
import { openPool } from "./open-pool";
import { databaseSettings } from "./pool-options";

/** Whatever runs a raw statement: the client, one transaction of it, or `prepared()`. */
export interface RawStatements {
  $queryRaw: (statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => Promise<unknown>;
}

/** Next loads modules once per bundle; the pool must be one per process. */
const shared = globalThis as { switchboardPrepared?: { pool: Pool; named: boolean } };

function pool() {
  shared.switchboardPrepared ??= {
    pool: openPool("statements"),
    named: databaseSettings().namedStatements,
  };
  return shared.switchboardPrepared;
}

const names = new Map<string, string>();

/** The name is made of the text, so that two versions of the portal never mean different statements by one name. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `sb_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
  names.set(text, name);
  return name;
}

/** `prepared statement … does not exist`, and `… already exists`. */
const LOST_NAMES: ReadonlySet<string | null> = new Set(["26000", "42P05"]);
/** `cached plan must not change result type`: a migration altered a table of a statement that was planned before. */
const STALE_PLAN = "0A000";

async function run(statement: Prisma.Sql): Promise<unknown[]> {
  const { text, values } = statement;
  const here = pool();
  const unnamed = async () => (await here.pool.query<object>({ text, values })).rows;
  if (!here.named) return await unnamed();
  try {
    return (await here.pool.query<object>({ name: nameOf(text), text, values })).rows;
  } catch (error) {
    const code = errorCode(error);
    // Each of these comes before the statement is executed, so it can be sent again.
    if (LOST_NAMES.has(code)) here.named = false;
    else if (code !== STALE_PLAN) throw error;
    return await unnamed();
  }
}

const statements: RawStatements = {
  $queryRaw: (statement, ...values) =>
    run(statement instanceof Prisma.Sql ? statement : Prisma.sql(statement, ...values)),
};

/**
 * Runs single statements that the server plans once for each connection: for the paths where a save's and a read's time
 * goes. They have a pool of their own, since the database client's statements are unnamed, and cost it several times
 * the work. Everything else goes through `database()`, which also owns the schema.
 *
 * A pooler in transaction mode may give each statement another connection, where the name is unknown. Then the process
 * does without names, as it does from the start where DATABASE_URL says `pgbouncer=true`.
 */
export function prepared(): RawStatements {
  return statements;
}

/** Closes the pool; see `closeDatabase`. */
export async function closePrepared(): Promise<void> {
  await shared.switchboardPrepared?.pool.end();
  shared.switchboardPrepared = undefined;
}
