import { jobControlRoute } from "@/app/api/_shared/job-control";

export const POST = jobControlRoute("resume", "Let a paused job go on");
