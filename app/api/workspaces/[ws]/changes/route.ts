import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { listOpenChanges } from "@/lib/changes/journal";
import { openChangeListAnswer } from "@/lib/openapi/answers/mirror-answers";

export const GET = workspaceRoute("change.read", {
  operationId: "listOpenChanges",
  summary: "List the changes that are in flight, or whose outcome nobody knows",
  tag: "changes",
  action: null,
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(["pending", "unknown"], "must be pending or unknown").optional(),
  }),
  answer: { description: "Changes, oldest first.", schema: openChangeListAnswer },
  handle: async ({ workspace, query }) => ({
    body: pageOf(await listOpenChanges(workspace.id, query.state), query),
  }),
});
