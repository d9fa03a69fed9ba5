import type { IncomingHttpHeaders } from "node:http";
import { parseJson } from "./http/read-body";
import { keyDigest } from "./state/key-digest";

/** Entries kept; the oldest go first, so a long test run does not fill the memory. */
const maxEntries = 5_000;

export type LogEntry = {
  n: number;
  at: string;
  method: string;
  path: string;
  headers: Record<string, unknown>;
  workspaceId: string | null;
  /** Parsed JSON, or the raw text when it is none; null without a body. */
  body: unknown;
  /** Null while unanswered, and for ever when the connection was cut or left hanging. */
  status: number | null;
  /** The kinds of the fault rules that applied to this request. */
  fault?: string;
  /** Whether the request changed the state. */
  applied: boolean;
  /** The moment of that change. A rule may put it long after the answer, or after the connection's end. */
  appliedAt?: string;
  /** The place of that change in the history. */
  order?: number;
};

export type LoggedRequest = { method: string; url: string; headers: IncomingHttpHeaders; text: string };

export type RequestLog = {
  /** Adds an arrived request. Its entry is filled in while the request is carried out. */
  open(request: LoggedRequest, now: Date): LogEntry;
  /** Entries numbered above `since`, oldest first. */
  since(since: number): LogEntry[];
  clear(): void;
};

/** A log of the API port's requests, in memory. Numbers continue after it is cleared. */
export function createRequestLog(): RequestLog {
  let entries: LogEntry[] = [];
  let last = 0;
  return {
    open({ method, url, headers, text }, now) {
      last += 1;
      const workspaceId = headers["x-workspace-id"];
      const entry: LogEntry = {
        n: last,
        at: now.toISOString(),
        method,
        path: url,
        headers: withoutKey(headers),
        workspaceId: typeof workspaceId === "string" ? workspaceId : null,
        body: text === "" ? null : (parseJson(text) ?? text),
        status: null,
        applied: false,
      };
      entries.push(entry);
      if (entries.length > maxEntries) entries.shift();
      return entry;
    },
    since: (since) => entries.filter((entry) => entry.n > since),
    clear() {
      entries = [];
    },
  };
}

function withoutKey(headers: IncomingHttpHeaders): Record<string, unknown> {
  const key = headers["x-api-key"];
  if (typeof key !== "string") return { ...headers };
  return { ...headers, "x-api-key": { last4: key.slice(-4), sha256: keyDigest(key) } };
}
