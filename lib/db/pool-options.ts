import "server-only";
import type { PoolConfig } from "pg";
import { env } from "@/lib/env";

/** Whoever needs a connection waits that long: for a free one, or until the server has let a new one in. */
export const CONNECT_WITHIN_MS = 5_000;

/**
 * Returns how each pool of the process connects to the database, and how many connections it may have.
 *
 * There is no time-out for a single statement here. The server's own one does not help when the server stands still, and
 * a pooler may refuse it; the driver's leaves the connection in the pool with the statement, or a whole transaction,
 * still under way. `openPool` watches the server instead.
 */
export function poolOptions(): PoolConfig {
  return {
    connectionString: env().DATABASE_URL,
    max: 10,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    // A host that vanished without a word is noticed on idle connections, too.
    keepAlive: true,
  };
}
