import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { pickFolders } from "@/lib/mirror/pickers";
import { folderListAnswer } from "@/lib/openapi/answers/portal-answers";

export const GET = workspaceRoute("workspace.read", {
  operationId: "listFolders",
  summary: "List folders to pick from",
  tag: "workspaces",
  action: null,
  query: z.strictObject(pageQuery),
  asksUpstream: true,
  answer: { description: "Ids, names and little more.", schema: folderListAnswer },
  handle: async ({ workspace, query, caller }) => ({
    body: pageOf(await pickFolders(workspace.id, caller.user.id), query),
  }),
});
