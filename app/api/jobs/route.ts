import { z } from "zod";
import { idempotencyKeyOf, reasonOf } from "@/app/api/_shared/flow-write";
import { jobItems, newJob, workOf } from "@/app/api/_shared/job-items";
import { flagQuery, pageOf, pageQuery } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import { listJobs } from "@/lib/jobs/job-view";
import { startJob } from "@/lib/jobs/start-job";
import { jobListAnswer, jobStarted } from "@/lib/openapi/answers/job-answers";

export const GET = callerRoute({
  operationId: "listJobs",
  summary: "List the caller's own jobs, the newest first",
  tag: "jobs",
  action: null,
  query: z.strictObject({
    ...pageQuery,
    open: flagQuery.prefault("false").describe("Only those that have not ended."),
  }),
  answer: { description: "A page of jobs, without their flows.", schema: jobListAnswer },
  handle: async ({ caller, query }) => ({ body: pageOf(await listJobs(caller, query.open), query) }),
});

export const POST = callerRoute({
  operationId: "startJob",
  summary:
    "Start a job: the same work on many flows, one after the other, each as a change of its own with an event of its own",
  tag: "jobs",
  action: "job.start",
  flowWrite: "new_flow",
  body: newJob,
  answer: { status: 202, description: "The job was started.", schema: jobStarted, headers: ["Location"] },
  problems: ["not_found", "not_allowed"],
  handle: async (context) => {
    const { request, caller, origin, requester, body } = context;
    const idempotencyKey = idempotencyKeyOf(request.headers);
    const { items, workspaces } = await jobItems(context, body);
    const { id, replayed } = await startJob({
      ownerId: caller.user.id,
      tokenId: caller.token?.id ?? null,
      idempotencyKey,
      reason: reasonOf(
        request.headers,
        workspaces.some(({ requireReason }) => requireReason),
      ),
      by: { ...requester, request: origin },
      work: workOf(body),
      items,
    });
    return {
      body: { id },
      headers: { Location: `/api/jobs/${id}`, ...(replayed ? { "Idempotency-Replayed": "true" } : {}) },
    };
  },
});
