import "server-only";
import { Socket } from "node:net";
import { Client, Pool, type PoolClient } from "pg";
import { databaseSettings, poolOptions } from "./pool-options";
import { SchemaPool } from "./schema-pool";
import { withOfferedTls } from "./tls-offer";

/** A connection that somebody has had for this long makes it worth to ask whether the server still answers. */
const SUSPICIOUS_AFTER_MS = 1_000;
const WATCH_EVERY_MS = 500;
/** A busy server needs a while for a new connection, a frozen one never answers. */
const ANSWERS_WITHIN_MS = 4_000;

/**
 * Asks the server something on a connection of its own. An error that the server itself sends is an answer.
 * @returns whether it answered in time
 */
async function serverAnswers({ options: { ssl } }: Pool): Promise<boolean> {
  const socket = new Socket();
  const client = new Client({ ...databaseSettings().connection, ssl, stream: () => socket });
  client.on("error", () => undefined);
  const late = setTimeout(() => socket.destroy(), ANSWERS_WITHIN_MS);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch (error) {
    return error instanceof Error && "severity" in error;
  } finally {
    clearTimeout(late);
    socket.destroy();
  }
}

/** Puts connections off until it is known whether the server offers TLS. */
function afterTlsOffer(pool: Pool): void {
  const connect: (...words: unknown[]) => unknown = pool.connect.bind(pool);
  let settled: Promise<void> | null = null;
  const settle = async () => {
    const { ssl } = await withOfferedTls(pool.options);
    pool.options.ssl = ssl;
  };
  const connectLater = async (callback?: (error: unknown) => void): Promise<unknown> => {
    settled ??= settle();
    try {
      await settled;
    } catch (error) {
      settled = null;
      if (callback) return callback(error);
      throw error;
    }
    return callback ? connect(callback) : await connect();
  };
  Object.assign(pool, { connect: connectLater });
}

/**
 * Opens a pool of connections that drops all of them when the server answers nobody any more: a suspended machine, a
 * network that swallows everything. Whoever waits for a statement gets an error within some seconds, and those who
 * come later get new connections. A statement may take long as long as the server answers others.
 */
export function openPool(half: Parameters<typeof poolOptions>[0]): Pool {
  const { schema, tlsIfOffered } = databaseSettings();
  const sockets = new Set<Socket>();
  const inUse = new Map<PoolClient, number>();
  const options = {
    ...poolOptions(half),
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      return socket;
    },
  };
  const pool = schema === null ? new Pool(options) : new SchemaPool(options, schema);
  if (tlsIfOffered) afterTlsOffer(pool);
  pool.on("acquire", (client) => inUse.set(client, performance.now()));
  pool.on("release", (_error, client) => inUse.delete(client));
  pool.on("remove", (client) => inUse.delete(client));
  // A connection that the server ends while it is idle raises this; the pool opens another one when it needs one.
  pool.on("error", () => undefined);

  let asking = false;
  const watch = async () => {
    const before = performance.now() - SUSPICIOUS_AFTER_MS;
    if (asking || ![...inUse.values()].some((since) => since < before)) return;
    asking = true;
    const answers = await serverAnswers(pool);
    asking = false;
    if (answers) return;
    for (const socket of sockets) socket.destroy();
  };
  const timer = setInterval(() => void watch(), WATCH_EVERY_MS).unref();
  const end = pool.end.bind(pool);
  pool.end = async () => {
    clearInterval(timer);
    await end();
  };
  return pool;
}
