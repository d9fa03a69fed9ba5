import { jobControlRoute } from "@/app/api/_shared/job-control";

export const POST = jobControlRoute(
  "retry",
  "Do again what has failed in a job; what was left alone stays as it is",
);
