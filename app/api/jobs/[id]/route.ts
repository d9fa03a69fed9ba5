import { uuidParameter } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import { readJob } from "@/lib/jobs/job-view";
import { jobAnswer } from "@/lib/openapi/answers/job-answers";

export const GET = callerRoute({
  operationId: "readJob",
  summary:
    "Read a job with the outcome of each flow: for whoever started it; for admins, the flows of their workspaces",
  tag: "jobs",
  action: null,
  answer: { description: "The job.", schema: jobAnswer },
  problems: ["not_found"],
  handle: async ({ caller, params }) => ({ body: await readJob(caller, uuidParameter(params, "id")) }),
});
