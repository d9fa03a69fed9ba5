import type { FieldError } from "@/lib/json/json-pointer";

/** One field that was changed by two people since the page was loaded. */
export interface Conflict {
  path: string;
  yours: unknown;
  theirs: unknown;
  base: unknown;
}

/** The server's problem document (RFC 9457), or one made here when no answer came. */
export interface Problem {
  title: string;
  status: number;
  /** `offline` stands for "no answer", `unreadable` for an answer that is no problem document. */
  code: string;
  detail?: string;
  requestId?: string;
  errors?: FieldError[];
  conflicts?: Conflict[];
  currentETag?: string;
  changeId?: string;
  retryAfterSeconds?: number;
}

export const OFFLINE_PROBLEM: Problem = {
  title: "No connection",
  status: 0,
  code: "offline",
  detail: "Switchboard did not answer. What you typed is still here; try again when the connection is back.",
};

/** Reads the body of an answer that is not a success. Never throws: a proxy may have answered with HTML. */
export function readProblem(status: number, body: unknown, retryAfter: string | null): Problem {
  const given = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  return {
    ...given,
    title: typeof given.title === "string" ? given.title : "Something went wrong",
    status,
    code: typeof given.code === "string" ? given.code : "unreadable",
    ...(Number.isFinite(seconds) ? { retryAfterSeconds: seconds } : {}),
  };
}

/** Puts a problem into one sentence or two for a person. */
export function problemText(problem: Problem): string {
  const base = problem.detail ?? problem.title;
  if (problem.status !== 429 || problem.retryAfterSeconds === undefined) return base;
  return `${base.replace(/\.?$/, ".")} Try again in ${problem.retryAfterSeconds} seconds.`;
}
