import "server-only";
import { Client } from "undici";
import { outgoingConnector } from "@/lib/net/outgoing";

/** Shorter than any usual server keeps an idle connection, so that few requests meet one that is just being closed. */
const KEEP_IDLE_MS = 4_000;
/**
 * Time for a connection and its TLS handshake. An upstream that is there needs a fraction of it, so nobody has to wait for
 * as long as an answer may take.
 */
const CONNECT_WITHIN_MS = 5_000;
/** Idle connections kept for each origin. */
const MOST_IDLE = 16;

/**
 * One TCP connection to an upstream, made with its first request. It is never made a second time: undici would send a
 * running request again over a new connection when the old one closes in certain ways, and a write must not be sent
 * twice.
 */
export interface UpstreamLine {
  client: Client;
  /** Whether a request was answered over it, and it is still open. */
  isOpen: () => boolean;
  close: () => void;
}

class SecondConnection extends Error {
  constructor() {
    super("the connection was closed");
  }
}

function openLine(origin: string, connectTimeoutMs: number): UpstreamLine {
  const timeout = Math.min(connectTimeoutMs, CONNECT_WITHIN_MS);
  let state: "new" | "open" | "closed" = "new";
  const client = new Client(origin, {
    pipelining: 1,
    keepAliveTimeout: KEEP_IDLE_MS,
    keepAliveMaxTimeout: KEEP_IDLE_MS,
    connect: (options, callback) => {
      if (state !== "new") return callback(new SecondConnection(), null);
      state = "open";
      try {
        outgoingConnector(new URL(origin), { timeout })(options, callback);
      } catch (error) {
        callback(error instanceof Error ? error : new Error(String(error)), null);
      }
    },
  });
  const close = () => {
    state = "closed";
    client.destroy().catch(() => undefined);
  };
  client.on("disconnect", close);
  client.on("connectionError", close);
  return { client, isOpen: () => state === "open", close };
}

const idle = new Map<string, UpstreamLine[]>();

/**
 * Returns a kept connection to an origin, or one that is made with its first request.
 * @param mayBeKept false for a request that must not meet a connection which is just being closed
 */
export function takeLine(origin: string, connectTimeoutMs: number, mayBeKept: boolean): UpstreamLine {
  const kept = mayBeKept ? (idle.get(origin) ?? []) : [];
  for (let line = kept.pop(); line; line = kept.pop()) if (line.isOpen()) return line;
  return openLine(origin, connectTimeoutMs);
}

/** Keeps a connection for later, if it is open. */
export function keepLine(origin: string, line: UpstreamLine): void {
  const kept = idle.get(origin) ?? [];
  idle.set(origin, kept);
  if (line.isOpen() && kept.length < MOST_IDLE) kept.push(line);
  else line.close();
}
