import "server-only";
import { uuidParameter } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import { controlJob, type JobControl } from "@/lib/jobs/control-job";
import { jobAnswer } from "@/lib/openapi/answers/job-answers";

/** `…/jobs/{id}/pause` and its like: what people may do with a job that was started. */
export function jobControlRoute(control: JobControl, summary: string) {
  return callerRoute({
    operationId: `${control}Job`,
    summary,
    tag: "jobs",
    action: `job.${control}`,
    answer: { description: "The job, as it is then.", schema: jobAnswer },
    problems: ["not_found", "not_allowed", "conflict"],
    handle: async ({ caller, params, requester }) => ({
      body: await controlJob(caller, uuidParameter(params, "id"), control, requester),
    }),
  });
}
