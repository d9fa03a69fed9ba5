import { workspaceView } from "@/app/api/_shared/workspace-view";
import { workspaceRoute } from "@/lib/bff/route";
import { changeWorkspace } from "@/lib/workspaces/change-workspace";
import { workspaceChangeSchema } from "@/lib/workspaces/workspace-schemas";

export const GET = workspaceRoute("workspace.read", {
  action: null,
  handle: async ({ workspace }) => ({ body: workspaceView(workspace) }),
});

export const PATCH = workspaceRoute("workspace.update", {
  action: "workspace.update",
  body: workspaceChangeSchema,
  handle: async ({ workspace, body, requester }) => {
    await changeWorkspace(workspace.id, body, requester);
    return { body: { ...workspaceView(workspace), ...body } };
  },
});
