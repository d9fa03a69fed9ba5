import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { type FlowKind, flowPathSegment } from "@/lib/flows/model/flow";
import { UPSTREAM_ID } from "@/lib/text/ids";
import type { UpstreamLine } from "./connections";
import { sendUpstreamRequest } from "./http-request";
import { noteWrite } from "./in-flight";
import type { ThinRow } from "./response-body";
import { UpstreamError, type UpstreamErrorKind } from "./upstream-error";

/** What an answer of the upstream says about a workspace's key. */
export type KeyFinding = { state: "ok"; detail: null } | { state: "failing"; detail: string };

/** Everything that a request to one workspace of an upstream needs. The key is in clear: never log or serialise it. */
export interface UpstreamConnection {
  /** Without a trailing path of the API, for example `https://api.trillet.ai`. */
  baseUrl: string;
  /** The workspace's id at the upstream. */
  workspaceId: string;
  apiKey: string;
  /** Milliseconds from sending to the complete answer. */
  timeoutMs: number;
  /**
   * Charges the key's budget, once before each HTTP request; a person's request may wait here for some seconds. Throws
   * an `UpstreamError` of kind `rate_limited` when the budget is used up; nothing is sent then. With `overdraw` it
   * charges even so: for reads that say what became of a write that was sent.
   */
  spend: (requests: number, options?: { overdraw?: boolean }) => Promise<void>;
  /** Charges what the first requests will need before anything else is done for them. Throws as `spend`. */
  book: () => Promise<void>;
  /** Takes note that the upstream itself has refused a request for its limit, and for how many seconds. */
  refused: (seconds: number) => Promise<void>;
  /** Takes note of what an answer says about the key; absent for a key that is not stored yet. */
  noteKey?: (finding: KeyFinding) => void;
  /** The connection that the requests of one piece of work share: see `overOneConnection`. */
  shared?: { line: UpstreamLine };
}

/** A 2xx answer of the upstream. */
export interface UpstreamAnswer {
  status: number;
  /** The parsed body, unchecked. */
  json: unknown;
  /** Milliseconds from sending to the complete answer. */
  durationMs: number;
}

/**
 * Failures after which a read is repeated. A time-out is not among them: the caller has waited long enough, and a slow
 * upstream gets no faster by a second request.
 */
const PASSING_FAILURES: ReadonlySet<UpstreamErrorKind> = new Set(["failed", "cut", "unreachable"]);

/** Milliseconds before the second and the third attempt. */
const PAUSES_MS: readonly number[] = [150, 500];

/**
 * Reads from the upstream, with up to two more attempts after a passing failure. Writes never use this.
 * @param path from the root of the API, its parts already encoded
 * @param thinRow of a list: removes from each row what the caller does not read
 * @throws UpstreamError the last failure
 */
export async function readUpstream(
  connection: UpstreamConnection,
  path: string,
  { thinRow, pausesMs = PAUSES_MS }: { thinRow?: ThinRow; pausesMs?: readonly number[] } = {},
): Promise<UpstreamAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await sendUpstreamRequest(connection, { method: "GET", path, ...(thinRow ? { thinRow } : {}) });
    } catch (error) {
      const pauseMs = pausesMs[attempt];
      const passing = error instanceof UpstreamError && PASSING_FAILURES.has(error.kind);
      if (!passing || pauseMs === undefined) throw error;
      await pause(pauseMs);
    }
  }
}

/** A write in the upstream's own form. It is sent at most once and never retried. */
export interface WireRequest {
  method: "POST" | "PUT";
  path: string;
  body: Record<string, unknown>;
}

/**
 * Sends one write to the upstream, exactly once.
 * @param mayStillSend is asked right before the bytes leave; where it says no, nothing is sent
 * @returns the answer; its body is unchecked and may be a partial flow (upstream quirk Q28): see `isCompleteAnswer`
 * @throws UpstreamError; with `sent` true the write may have been applied
 */
export async function writeFlow(
  connection: UpstreamConnection,
  wire: WireRequest,
  mayStillSend: () => boolean,
): Promise<UpstreamAnswer> {
  try {
    return await sendUpstreamRequest(connection, { ...wire, mayStillSend });
  } finally {
    noteWrite(connection);
  }
}

/** Returns the path of the collection of a kind, for example `/v1/api/call-flows`. */
export function flowsPath(kind: FlowKind): string {
  return `/v1/api/${flowPathSegment(kind)}`;
}

/**
 * Returns the path of one flow.
 * @throws UpstreamError of kind `not_found` for a text that can't be an id. A visitor may have typed it into an
 *   address, and it must not lead to another path of the upstream (quirk Q39).
 */
export function flowPath(kind: FlowKind, id: string): string {
  if (!UPSTREAM_ID.test(id)) {
    throw new UpstreamError({ kind: "not_found", message: "There is no flow with this id", sent: false });
  }
  return `${flowsPath(kind)}/${encodeURIComponent(id)}`;
}
