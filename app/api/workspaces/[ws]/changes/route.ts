import { z } from "zod";
import { workspaceRoute } from "@/lib/bff/route";
import { listOpenChanges } from "@/lib/changes/list-changes";

export const GET = workspaceRoute("change.read", {
  action: null,
  query: z.strictObject({ state: z.enum(["pending", "unknown"], "must be pending or unknown").optional() }),
  handle: async ({ workspace, query }) => ({
    body: { items: await listOpenChanges(workspace.id, query.state), nextCursor: null },
  }),
});
