import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import { overviewAnswer } from "@/lib/openapi/answers/overview-answers";
import { readOverview } from "@/lib/overview/overview";

export const GET = callerRoute({
  operationId: "readOverview",
  summary: "All of the caller's workspaces with their state, what fails first. Asks the database only",
  tag: "workspaces",
  action: null,
  query: z.strictObject({ ...pageQuery, limit: pageQuery.limit.default(200) }),
  answer: { description: "A page of workspaces.", schema: overviewAnswer },
  handle: async ({ caller, query }) => ({ body: pageOf(await readOverview(caller), query) }),
});
