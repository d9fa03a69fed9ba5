import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { pickKnowledgeBases } from "@/lib/mirror/pickers";
import { knowledgeBaseListAnswer } from "@/lib/openapi/answers/portal-answers";

export const GET = workspaceRoute("workspace.read", {
  operationId: "listKnowledgeBases",
  summary: "List knowledge bases to pick from",
  tag: "workspaces",
  action: null,
  query: z.strictObject(pageQuery),
  asksUpstream: true,
  answer: { description: "Ids, names and little more.", schema: knowledgeBaseListAnswer },
  handle: async ({ workspace, query, caller }) => ({
    body: pageOf(await pickKnowledgeBases(workspace.id, caller.user.id), query),
  }),
});
