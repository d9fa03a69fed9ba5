import { workspaceRoute } from "@/lib/bff/route";
import { listForPicker } from "@/lib/mirror/list-pickers";
import { listFolders } from "@/lib/upstream/list-folders";

export const GET = workspaceRoute("workspace.read", {
  action: null,
  handle: async ({ workspace }) => ({
    body: { items: await listForPicker(workspace.id, listFolders), nextCursor: null },
  }),
});
