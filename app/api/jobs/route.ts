import { z } from "zod";
import { idempotencyKeyOf, reasonOf } from "@/app/api/_shared/flow-write";
import { jobItems, jobNewFlows, newJob, workOf } from "@/app/api/_shared/job-items";
import { flagQuery, pageOf, pageQuery } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import { listJobs } from "@/lib/jobs/job-view";
import { startCreates } from "@/lib/jobs/start-creates";
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

/** Two hundred whole flows have room in it. */
const MOST_BYTES = 4 * 1024 * 1024;

export const POST = callerRoute({
  operationId: "startJob",
  summary:
    "Start a job: the same work on many flows, or many new ones, one after the other, each as a change and an event of its own",
  tag: "jobs",
  action: "job.start",
  flowWrite: "new_flow",
  body: newJob,
  mostBytes: MOST_BYTES,
  answer: { status: 202, description: "The job was started.", schema: jobStarted, headers: ["Location"] },
  problems: ["not_found", "not_allowed"],
  handle: async (context) => {
    const { request, caller, origin, requester, body } = context;
    const idempotencyKey = idempotencyKeyOf(request.headers);
    const startIn = (workspaces: readonly BoundWorkspace[]) => ({
      ownerId: caller.user.id,
      tokenId: caller.token?.id ?? null,
      idempotencyKey,
      reason: reasonOf(
        request.headers,
        workspaces.some(({ requireReason }) => requireReason),
      ),
      by: { ...requester, request: origin },
    });
    const start = async () => {
      if (body.type === "create_flows") {
        const { flows, workspaces } = await jobNewFlows(context, body);
        return await startCreates(startIn(workspaces), flows);
      }
      const { items, workspaces } = await jobItems(context, body);
      return await startJob({ ...startIn(workspaces), work: workOf(body), items });
    };
    const { id, replayed } = await start();
    return {
      body: { id },
      headers: { Location: `/api/jobs/${id}`, ...(replayed ? { "Idempotency-Replayed": "true" } : {}) },
    };
  },
});
