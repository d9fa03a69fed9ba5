import { workspaceView } from "@/app/api/_shared/workspace-answers";
import { workspaceRoute } from "@/lib/bff/route";
import { workspaceAnswer } from "@/lib/openapi/answers/portal-answers";
import { changeWorkspace } from "@/lib/workspaces/change-workspace";
import { workspaceChangeSchema } from "@/lib/workspaces/workspace-schemas";

export const GET = workspaceRoute("workspace.read", {
  operationId: "readWorkspace",
  summary: "Read a workspace",
  tag: "workspaces",
  action: null,
  answer: { description: "The workspace.", schema: workspaceAnswer },
  handle: async ({ workspace }) => ({ body: workspaceView(workspace) }),
});

export const PATCH = workspaceRoute("workspace.update", {
  operationId: "updateWorkspace",
  summary: "Rename a workspace, or set whether every change needs a reason, and every member a second factor",
  tag: "workspaces",
  action: "workspace.update",
  // One of its settings decides who may come in.
  fresh: true,
  body: workspaceChangeSchema,
  answer: { description: "The workspace.", schema: workspaceAnswer },
  handle: async ({ workspace, body, requester }) => {
    await changeWorkspace(workspace.id, body, requester);
    return { body: { ...workspaceView(workspace), ...body } };
  },
});
