import { z } from "zod";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { workspaceRoute } from "@/lib/bff/route";
import { listForPicker } from "@/lib/mirror/pickers";
import { listAgents } from "@/lib/upstream/pickers";

/** Call agents or omni flow agents: two different resources (upstream quirk Q24). */
export const GET = workspaceRoute("workspace.read", {
  action: null,
  query: z.strictObject({ ...pageQuery, kind: z.enum(["call", "omni"], "must be call or omni") }),
  handle: async ({ workspace, query }) => ({
    body: pageOf(
      await listForPicker(workspace.id, (connection) => listAgents(connection, query.kind)),
      query,
    ),
  }),
});
