import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { pickAgents } from "@/lib/mirror/pickers";
import { agentListAnswer } from "@/lib/openapi/answers/portal-answers";

/** Call agents or omni flow agents: two different resources (upstream quirk Q24). */
export const GET = workspaceRoute("workspace.read", {
  operationId: "listAgents",
  summary: "List agents (call agents or omni flow agents) to pick from",
  tag: "workspaces",
  action: null,
  query: z.strictObject({ ...pageQuery, kind: z.enum(["call", "omni"], "must be call or omni") }),
  asksUpstream: true,
  answer: { description: "Ids, names and little more.", schema: agentListAnswer },
  handle: async ({ workspace, query, caller }) => ({
    body: pageOf(await pickAgents[query.kind](workspace.id, caller.user.id), query),
  }),
});
