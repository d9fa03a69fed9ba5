import { jobControlRoute } from "@/app/api/_shared/job-control";

export const POST = jobControlRoute("pause", "Pause a job; the flow that is being saved is finished");
