import { z } from "zod";
import { workspaceRoute } from "@/lib/bff/route";
import { listForPicker } from "@/lib/mirror/list-pickers";
import { listAgents } from "@/lib/upstream/list-agents";

/** Call agents or omni flow agents: two different resources (upstream quirk Q24). */
export const GET = workspaceRoute("workspace.read", {
  action: null,
  query: z.strictObject({ kind: z.enum(["call", "omni"], "must be call or omni") }),
  handle: async ({ workspace, query }) => ({
    body: {
      items: await listForPicker(workspace.id, (connection) => listAgents(connection, query.kind)),
      nextCursor: null,
    },
  }),
});
