import "server-only";
import type { FieldError } from "@/lib/json/json-pointer";
import { PROBLEMS, Problem } from "@/lib/problems/problem";
import { upstreamLimitFields } from "@/lib/problems/rate-limit";
import { UpstreamError } from "./upstream-error";

/**
 * Returns the caller's problem for a failed upstream request. Lost connections and time-outs become "unreachable",
 * which is right for reads only. The write path settles the unknown outcome of a write itself.
 */
export function problemOfUpstream(error: UpstreamError): Problem {
  const detail = error.message;
  const extra = { upstreamStatus: error.status };
  switch (error.kind) {
    case "not_found":
      return new Problem("not_found", "Trillet has no such flow");
    case "credentials":
      return new Problem("upstream_credentials", `${detail}. Check the workspace's API key in its settings`, {
        extra,
      });
    case "rejected": {
      // A 400 or 422 is about the content that the caller sent. The caller can't mend any other refusal.
      const status = error.status === 400 || error.status === 422 ? 422 : 502;
      return new Problem("upstream_rejected", detail, { status, extra });
    }
    case "rate_limited": {
      const seconds = error.retryAfterSeconds ?? 60;
      return new Problem("upstream_budget", `${detail}. Try again in ${seconds} seconds`, {
        headers: {
          "Retry-After": String(seconds),
          // Sixty is the documented quota of every key (upstream quirk Q22).
          ...upstreamLimitFields({ limit: error.limit ?? 60, left: 0, seconds }),
        },
      });
    }
    case "failed":
      return new Problem("upstream_failed", detail, { extra });
    case "invalid":
      return new Problem("upstream_invalid", detail, { extra });
    default:
      return new Problem("upstream_unreachable", `${detail}. Nothing was changed; try again in a moment`);
  }
}

/** A page's message beside old data, or in the place of data, when a request to the upstream failed. */
export interface PageProblem {
  title: string;
  detail: string;
  /** After how many seconds another request may succeed by itself; null where somebody has to do something first. */
  retrySeconds: number | null;
}

/** After a failure that names no time: long enough for a restart, short enough to wait for. */
const RETRY_SECONDS = 20;

function retrySecondsOf({ kind, retryAfterSeconds }: UpstreamError): number | null {
  if (kind === "credentials" || kind === "rejected" || kind === "not_found") return null;
  return retryAfterSeconds ?? RETRY_SECONDS;
}

/**
 * Returns a page's message for a failed upstream request.
 * @throws any other error, since a page can't explain it
 */
export function pageProblem(error: unknown): PageProblem {
  if (!(error instanceof UpstreamError)) throw error;
  const problem = problemOfUpstream(error);
  return { title: PROBLEMS[problem.code][1], detail: problem.message, retrySeconds: retrySecondsOf(error) };
}

/** A well-formed change that this flow can't take, for example autopilot where there is none. */
export class PatchNotPossible extends Error {
  /** @param errors the fields of the patch, or those that it lacks */
  constructor(readonly errors: FieldError[]) {
    super(errors.map(({ message }) => message).join(". "));
    this.name = "PatchNotPossible";
  }
}
