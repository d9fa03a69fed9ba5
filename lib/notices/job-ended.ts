import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { HappeningDetail } from "./happenings";
import { leaveHappenings } from "./leave-happenings";

/** A job that ended, as its person is to learn of it. */
export interface EndedJob {
  /** Who started it. */
  userId: string;
  jobId: string;
  /** Counts the ends of one job, of which the failed flows may be done again: each end is news. */
  round: number;
  /** What the job is, in words: "Deactivate 12 call flows". It goes out by mail as well, so no flow's texts belong in it. */
  title: string;
  counts: HappeningDetail<"job_ended">["counts"];
  /** The path of the job's page, which checks who may see it. */
  href: string;
  /** The workspace without which its person may not learn of it any more; null for a job over several. */
  workspaceId: string | null;
}

/**
 * Says to somebody that their job ended, as their rules want it. It belongs into the transaction that ends the job; repeated for the
 * same round it does nothing.
 */
export async function leaveJobEnded(tx: Transaction, job: EndedJob): Promise<void> {
  const { userId, jobId, round, title, counts, href, workspaceId } = job;
  const detail: HappeningDetail<"job_ended"> = { by: null, title, counts, href };
  await leaveHappenings(tx, [
    { userId, kinds: ["job_ended"], detail, key: `job:${jobId}:${round}`, workspaceId },
  ]);
}
