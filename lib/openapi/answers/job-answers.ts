import { z } from "zod";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { ITEM_STATE_NAMES, JOB_STATE_NAMES } from "@/lib/jobs/job-states";
import type { ItemView, JobSummary, JobView } from "@/lib/jobs/job-view";
import { listOf, textOrNull, time, timeOrNull } from "./answer-parts";

const job = z.object({
  id: z.string(),
  type: z.string(),
  state: z.enum(JOB_STATE_NAMES),
  work: z.record(z.string(), z.unknown()).describe("What it does to each flow, secrets masked."),
  reason: textOrNull,
  startedBy: z.object({ id: z.string(), name: z.string() }),
  startedAt: time,
  endedAt: timeOrNull,
  total: z.int(),
  done: z.int().describe("Flows that were changed, or were so already."),
  failed: z.int().describe("Flows that were not changed, left alone, or of which nobody knows."),
  left: z.int().describe("Flows that are still to do."),
});
export const jobSummary: z.ZodType<JobSummary> = job;

const item: z.ZodType<ItemView> = z.object({
  workspace: z.string().describe("The workspace's slug."),
  kind: z.enum(FLOW_KINDS),
  id: textOrNull.describe("Null for a flow that is not made yet."),
  name: z.string(),
  state: z.enum(ITEM_STATE_NAMES),
  outcome: z
    .enum(ITEM_STATE_NAMES)
    .nullable()
    .describe("`left_out`: it is not in the state of `ifMatch` any more. Null while it is still to do."),
  changeId: textOrNull,
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  waitsUntil: timeOrNull.describe(
    "Until then it waits: for the request budget, or for somebody else's change.",
  ),
  endedAt: timeOrNull,
});

export const jobAnswer: z.ZodType<JobView> = job.extend({
  mayControl: z
    .boolean()
    .describe("Whether the caller may pause it, let it go on, cancel it, and repeat what failed."),
  items: z.array(item),
});

export const jobListAnswer = listOf(jobSummary);
export const jobStarted = z.object({ id: z.string() });
