import { publicRoute } from "@/lib/bff/route";
import { statusAnswer } from "@/lib/openapi/answers/portal-answers";

export const GET = publicRoute({
  operationId: "readLiveness",
  summary: "Whether the process answers",
  tag: "operations",
  action: null,
  answer: { description: "The process answers.", schema: statusAnswer },
  handle: async () => ({ body: { status: "ok" } }),
});
