import type { JobSummary } from "@/lib/jobs/job-view";
import {
  anything,
  listOf,
  number,
  object,
  orNull,
  recordOf,
  type Shape,
  text,
} from "../../http/answer-shape";

type Known = Pick<
  JobSummary,
  "id" | "type" | "work" | "state" | "total" | "done" | "failed" | "left" | "endedAt"
>;

/** A job, as far as a page follows it. */
export type FollowedJob = Omit<Known, "state"> & { state: string };

export const followedJob: Shape<FollowedJob> = object<FollowedJob>({
  id: text,
  type: text,
  work: recordOf(anything),
  state: text,
  total: number,
  done: number,
  failed: number,
  left: number,
  endedAt: orNull(text),
});

export const followedJobs = object({ items: listOf(followedJob) });
export const startedJob = object({ id: text });
