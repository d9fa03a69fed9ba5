import "server-only";
import type { PoolConfig } from "pg";
import { env } from "@/lib/env";
import { type DatabaseSettings, readDatabaseUrl } from "./database-url";

/** Whoever needs a connection waits that long: for a free one, or until the server has let a new one in. */
export const CONNECT_WITHIN_MS = 5_000;

/** Connections of each of the process's two pools, where the address does not limit them. */
const USUAL_CONNECTIONS = 10;

let read: { url: string; settings: DatabaseSettings } | undefined;

/** What DATABASE_URL says. */
export function databaseSettings(): DatabaseSettings {
  const url = env().DATABASE_URL;
  if (read?.url !== url) read = { url, settings: readDatabaseUrl(url) };
  return read.settings;
}

/** How long whoever needs a connection waits. */
export function connectWithinMs(): number {
  return databaseSettings().connection.connectionTimeoutMillis ?? CONNECT_WITHIN_MS;
}

/**
 * Returns how a pool of the process connects to the database, and how many connections it may have.
 *
 * There is no time-out for a single statement here. The server's own one does not help when the server stands still, and
 * a pooler may refuse it; the driver's leaves the connection in the pool with the statement, or a whole transaction,
 * still under way. `openPool` watches the server instead.
 *
 * @param half the pool of transactions gets the smaller half where the number of connections is odd
 */
export function poolOptions(half: "statements" | "transactions"): PoolConfig {
  const { connection, mostConnections } = databaseSettings();
  const round = half === "statements" ? Math.ceil : Math.floor;
  return {
    ...connection,
    max: mostConnections === null ? USUAL_CONNECTIONS : round(mostConnections / 2),
    connectionTimeoutMillis: connectWithinMs(),
  };
}
