import "server-only";
import type { AuditFieldChange } from "@/lib/audit/event";
import { Problem } from "@/lib/problems/problem";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { problemOfUpstream } from "@/lib/upstream/upstream-problem";
import { settleChange } from "./settle-change";
import type { StoredAnswer } from "./stored-answer";

/** What goes wrong before anything is sent is an outcome too: the change is settled as failed with it. */
export async function settlingProblems(
  changeId: string,
  attempt: { changes: AuditFieldChange[] },
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof UpstreamError ? problemOfUpstream(error) : error;
    if (!(problem instanceof Problem)) throw error;
    const neverSent = problem.code === "upstream_unreachable" || problem.code === "upstream_budget";
    return await settleChange(changeId, {
      state: "failed",
      problem,
      report: null,
      neverSent,
      attempted: attempt.changes,
    });
  }
}
