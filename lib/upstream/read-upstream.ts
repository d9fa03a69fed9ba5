import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { UpstreamConnection } from "./connection";
import { sendUpstreamRequest } from "./http-request";
import type { UpstreamAnswer } from "./upstream-answer";
import { UpstreamError, type UpstreamErrorKind } from "./upstream-error";

/**
 * A read may be repeated after these. A time-out is not among them: the caller has waited long enough, and
 * a slow upstream gets no faster by being asked again.
 */
const WORTH_ANOTHER_TRY: ReadonlySet<UpstreamErrorKind> = new Set(["failed", "cut", "unreachable"]);

/** Milliseconds before the second and the third try. */
const PAUSES_MS: readonly number[] = [150, 500];

/**
 * Reads from the upstream with up to two more tries after a passing failure. Writes never come this way.
 * @param path from the root of the API, its parts already encoded
 * @throws UpstreamError the last failure
 */
export async function readUpstream(
  connection: UpstreamConnection,
  path: string,
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<UpstreamAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await sendUpstreamRequest(connection, { method: "GET", path });
    } catch (error) {
      const pauseMs = pausesMs[attempt];
      const passing = error instanceof UpstreamError && WORTH_ANOTHER_TRY.has(error.kind);
      if (!passing || pauseMs === undefined) throw error;
      await pause(pauseMs);
    }
  }
}
