import "server-only";
import { PROBLEMS } from "@/lib/problems/problem";
import { UpstreamError } from "./upstream-error";
import { problemOfUpstream } from "./upstream-problem";

/** What a page says beside old data when the upstream could not be asked. */
export interface PageProblem {
  title: string;
  detail: string;
}

/** Words for a failed upstream request; anything else is thrown on, since a page can't explain it. */
export function pageProblem(error: unknown): PageProblem {
  if (!(error instanceof UpstreamError)) throw error;
  const problem = problemOfUpstream(error);
  return { title: PROBLEMS[problem.code][1], detail: problem.message };
}
