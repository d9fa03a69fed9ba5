/**
 * Codes of errors that say "can't be asked now", and nothing about the statement: the server's own (SQLSTATE, whole
 * classes by their first two characters) and the database client's.
 */
const SERVER_CLASSES: ReadonlySet<string> = new Set([
  "08", // connection failure; a pooler says so, too
  "53", // out of connections, memory or disk
  "57", // shutting down, starting up, cancelled by an administrator
  "58", // the server's own disk or system fails
]);
const SERVER_CODES: ReadonlySet<string> = new Set([
  "25006", // read-only: a standby, or a disk that is protected
  "XX000", // a pooler without a server behind it
]);
const CLIENT_CODES: ReadonlySet<string> = new Set([
  "P1000", // refused the password
  "P1001", // not reachable
  "P1002", // not reachable in time
  "P1003", // no such database
  "P1008", // time-out
  "P1010", // refused
  "P1011", // TLS
  "P1017", // the server closed the connection
  "P2024", // no connection in time
  "P2028", // a transaction that could not begin, or lost its connection
  "P2037", // too many connections
]);
/** What a failing connection's error names as the call that failed. Other programs' files fail with other calls. */
const SOCKET_CALLS: ReadonlySet<string> = new Set(["connect", "read", "write", "getaddrinfo"]);
/** The driver's own errors have no code. */
const DRIVER_MESSAGES: readonly RegExp[] = [
  /^Connection terminated\b/,
  /^timeout exceeded when trying to connect$/,
  /^Client has encountered a connection error\b/,
  /^Client was closed and is not queryable$/,
  /^Cannot use a pool after calling end on the pool$/,
];
const ADAPTER_KINDS: ReadonlySet<string> = new Set([
  "ConnectionClosed",
  "DatabaseNotReachable",
  "SocketTimeout",
  "TlsConnectionError",
  "TooManyConnections",
]);

/** The database took longer than somebody could wait. */
class TooSlow extends Error {
  constructor(ms: number) {
    super(`The database did not answer within ${ms} ms`);
    this.name = "TooSlow";
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}

function codeSaysSo(code: unknown, ofClient: boolean): boolean {
  if (typeof code !== "string") return false;
  if (CLIENT_CODES.has(code) || SERVER_CODES.has(code)) return true;
  // The database client keeps the code of a failed connection, but not the call: `ENOENT` is a socket that is gone.
  if (ofClient && /^E[A-Z]{3,}$/.test(code)) return true;
  return /^[0-9A-Z]{5}$/.test(code) && SERVER_CLASSES.has(code.slice(0, 2));
}

function saysUnavailable(error: unknown): boolean {
  const ofClient = error instanceof Error && error.name.startsWith("PrismaClient");
  const codes = [member(error, "code"), member(error, "originalCode")];
  if (codes.some((code) => codeSaysSo(code, ofClient))) return true;
  const call = member(error, "syscall");
  if (typeof call === "string" && SOCKET_CALLS.has(call)) return true;
  const kind = member(error, "kind");
  if (typeof kind === "string" && ADAPTER_KINDS.has(kind)) return true;
  const message = member(error, "message");
  return typeof message === "string" && DRIVER_MESSAGES.some((words) => words.test(message));
}

/**
 * Whether an error means that the database can't be asked now: it is down, stands still, lets nobody in, has no room,
 * or takes no writes. The database client wraps the driver's error, so the causes are examined as well.
 */
export function isDatabaseUnavailable(error: unknown, depth = 0): boolean {
  if (depth > 4 || error === undefined || error === null) return false;
  if (error instanceof TooSlow || saysUnavailable(error)) return true;
  const inner = [member(error, "cause"), member(member(error, "meta"), "driverAdapterError")];
  return inner.some((one) => isDatabaseUnavailable(one, depth + 1));
}

/**
 * Waits for the database, and no longer than so long. The work goes on even so, and nobody waits for it then.
 * @throws an error that means "can't be asked", or that of the work
 */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooSlow(ms)), ms);
  });
  const result = work();
  result.catch(() => undefined);
  return await Promise.race([result, late]).finally(() => clearTimeout(timer));
}
