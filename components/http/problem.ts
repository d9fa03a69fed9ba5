import type { FieldError } from "@/lib/json/json-pointer";
import { waitInWords } from "@/lib/time/lengths";
import { anything, listOf, number, object, optional, text } from "./answer-shape";

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
  /** `offline` means "no answer", `unreadable` an answer that is no problem document. */
  code: string;
  detail?: string;
  requestId?: string;
  errors?: FieldError[];
  conflicts?: Conflict[];
  currentETag?: string;
  changeId?: string;
  retryAfterSeconds?: number;
  /** What a transfer would do now, where something has moved since its preview. */
  preview?: unknown;
}

export const OFFLINE_PROBLEM: Problem = {
  title: "No connection",
  status: 0,
  code: "offline",
  detail: "Switchboard did not answer. What you typed is still here; try again when the connection is back.",
};

/** Of what is missing, a problem is made here. */
const isProblem = object<Partial<Problem>>({
  title: optional(text),
  status: optional(number),
  code: optional(text),
  detail: optional(text),
  requestId: optional(text),
  errors: optional(listOf(object<FieldError>({ path: text, message: text }))),
  conflicts: optional(
    listOf(object<Conflict>({ path: text, yours: anything, theirs: anything, base: anything })),
  ),
  currentETag: optional(text),
  changeId: optional(text),
  retryAfterSeconds: optional(number),
  preview: anything,
});

/** Reads the body of an answer that is not a success. Never throws: a proxy may have answered with HTML. */
export function readProblem(status: number, body: unknown, retryAfter: string | null): Problem {
  const given = isProblem(body) ? body : {};
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  return {
    ...given,
    title: given.title ?? "Something went wrong",
    status,
    code: given.code ?? "unreadable",
    ...(Number.isFinite(seconds) ? { retryAfterSeconds: seconds } : {}),
  };
}

/** Puts a problem into one sentence or two for a person. */
export function problemText(problem: Problem): string {
  const base = problem.detail ?? problem.title;
  // The upstream's refusals say it themselves.
  if (problem.status !== 429 || problem.retryAfterSeconds === undefined || /\bTry again in\b/.test(base))
    return base;
  return `${base.replace(/\.?$/, ".")} Try again in ${waitInWords(problem.retryAfterSeconds)}.`;
}
