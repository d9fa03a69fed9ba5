import { workspaceRoute } from "@/lib/bff/route";
import { listForPicker } from "@/lib/mirror/list-pickers";
import { listKnowledgeBases } from "@/lib/upstream/list-knowledge-bases";

export const GET = workspaceRoute("workspace.read", {
  action: null,
  handle: async ({ workspace }) => ({
    body: { items: await listForPicker(workspace.id, listKnowledgeBases), nextCursor: null },
  }),
});
