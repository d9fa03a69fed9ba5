import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { listForPicker } from "@/lib/mirror/pickers";
import { agentListAnswer } from "@/lib/openapi/answers/portal-answers";
import { listAgents } from "@/lib/upstream/pickers";

/** Call agents or omni flow agents: two different resources (upstream quirk Q24). */
export const GET = workspaceRoute("workspace.read", {
  operationId: "listAgents",
  summary: "List agents (call agents or omni flow agents) to pick from",
  tag: "workspaces",
  action: null,
  query: z.strictObject({ ...pageQuery, kind: z.enum(["call", "omni"], "must be call or omni") }),
  asksUpstream: true,
  answer: { description: "Ids, names and little more.", schema: agentListAnswer },
  handle: async ({ workspace, query }) => ({
    body: pageOf(
      await listForPicker(workspace.id, (connection) => listAgents(connection, query.kind)),
      query,
    ),
  }),
});
