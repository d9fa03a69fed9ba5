import { uuidParameter } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import { streamOf } from "@/lib/bff/stream";
import { jobNews } from "@/lib/jobs/job-news";
import { readJob } from "@/lib/jobs/job-view";

export const GET = callerRoute({
  operationId: "watchJob",
  summary: "Watch a job: server-sent events named `job`, the whole of it first and then what has changed",
  tag: "jobs",
  action: null,
  answer: {
    description:
      "Server-sent events, until the job has ended, and for a minute at most: whoever opens the stream again is asked again who they are.",
    text: ["text/event-stream"],
  },
  problems: ["not_found"],
  handle: async ({ caller, params, request }) => {
    const job = await readJob(caller, uuidParameter(params, "id"));
    if (request.method === "HEAD") return {};
    return {
      raw: streamOf(jobNews(caller, job)),
      headers: { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" },
    };
  },
});
