import type { PGlite } from "@electric-sql/pglite";

const SYNC = "S".charCodeAt(0);
const QUERY = "Q".charCodeAt(0);
/** The frontend messages of the extended query protocol that leave a statement unfinished: it ends with a Sync. */
const OPENS_STATEMENT = new Set([..."PBDECHdcf"].map((letter) => letter.charCodeAt(0)));
const SYNC_MESSAGE = new Uint8Array([SYNC, 0, 0, 0, 4]);

/**
 * Makes the socket server give each client its whole turn.
 *
 * A parameterised statement comes as five messages (Parse, Bind, Describe, Execute, Sync), and the server queues each
 * message by itself. It stays with one client only while a transaction block is open; elsewhere, and between the
 * Execute of a COMMIT and its Sync, it takes the next client's message. All clients share one backend, so the second
 * client's Bind then replaces the first one's portal: a statement runs with somebody else's values, answers somebody
 * else's row, or is lost with the other's error. So an unfinished statement counts as a transaction here.
 *
 * @returns the same database, to be handed to the socket server
 */
export function oneClientAtATime(db: PGlite): PGlite {
  let unfinished = false;
  const execProtocolRawStream: PGlite["execProtocolRawStream"] = async (message, options) => {
    const kind = message[0] ?? 0;
    if (OPENS_STATEMENT.has(kind)) unfinished = true;
    else if (kind === SYNC || kind === QUERY) unfinished = false;
    return await db.execProtocolRawStream(message, options);
  };
  // The server calls this for a client that left in the middle: its ROLLBACK. The backend may be waiting for a Sync.
  const exec: PGlite["exec"] = async (query, options) => {
    if (unfinished) await db.execProtocolRaw(SYNC_MESSAGE);
    unfinished = false;
    return await db.exec(query, options);
  };
  const replaced: Record<PropertyKey, unknown> = {
    execProtocolRawStream,
    exec,
    isInTransaction: () => unfinished || db.isInTransaction(),
  };
  return new Proxy(db, {
    get: (target, name) => {
      if (Object.hasOwn(replaced, name)) return replaced[name];
      // PGlite keeps its state in private fields, which a proxy does not have.
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
