import { jobControlRoute } from "@/app/api/_shared/job-control";

export const POST = jobControlRoute("cancel", "Stop a job for good; what was saved stays, and is named");
