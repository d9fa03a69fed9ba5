import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { pickerOf } from "@/lib/mirror/pickers";
import { folderListAnswer } from "@/lib/openapi/answers/portal-answers";
import { listFolders } from "@/lib/upstream/pickers";

const pick = pickerOf(listFolders);

export const GET = workspaceRoute("workspace.read", {
  operationId: "listFolders",
  summary: "List folders to pick from",
  tag: "workspaces",
  action: null,
  query: z.strictObject(pageQuery),
  asksUpstream: true,
  answer: { description: "Ids, names and little more.", schema: folderListAnswer },
  handle: async ({ workspace, query, caller }) => ({
    body: pageOf(await pick(workspace.id, caller.user.id), query),
  }),
});
