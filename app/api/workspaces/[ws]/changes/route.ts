import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { listOpenChanges } from "@/lib/changes/journal";
import { OPEN_STATES } from "@/lib/flows/model/change-state";
import { openChangeListAnswer } from "@/lib/openapi/answers/mirror-answers";

export const GET = workspaceRoute("change.read", {
  operationId: "listOpenChanges",
  summary: "List the changes that are in flight, or whose outcome nobody knows",
  tag: "changes",
  action: null,
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(OPEN_STATES, `must be ${OPEN_STATES.join(" or ")}`).optional(),
  }),
  answer: { description: "Changes, oldest first.", schema: openChangeListAnswer },
  handle: async ({ workspace, query }) => ({
    body: pageOf(await listOpenChanges(workspace.id, query.state), query),
  }),
});
