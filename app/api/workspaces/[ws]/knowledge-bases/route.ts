import { z } from "zod";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { workspaceRoute } from "@/lib/bff/route";
import { listForPicker } from "@/lib/mirror/pickers";
import { listKnowledgeBases } from "@/lib/upstream/pickers";

export const GET = workspaceRoute("workspace.read", {
  action: null,
  query: z.strictObject(pageQuery),
  handle: async ({ workspace, query }) => ({
    body: pageOf(await listForPicker(workspace.id, listKnowledgeBases), query),
  }),
});
