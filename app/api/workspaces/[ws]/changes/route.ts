import { z } from "zod";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { workspaceRoute } from "@/lib/bff/route";
import { listOpenChanges } from "@/lib/changes/journal";
import { OPEN_STATES } from "@/lib/flows/model/change-state";

export const GET = workspaceRoute("change.read", {
  action: null,
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(OPEN_STATES, `must be ${OPEN_STATES.join(" or ")}`).optional(),
  }),
  handle: async ({ workspace, query }) => ({
    body: pageOf(await listOpenChanges(workspace.id, query.state), query),
  }),
});
