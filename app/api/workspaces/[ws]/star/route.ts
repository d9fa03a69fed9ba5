import { workspaceRoute } from "@/lib/bff/route";
import { setStar } from "@/lib/workspaces/stars";

const route = (starred: boolean) =>
  workspaceRoute("workspace.read", {
    operationId: starred ? "starWorkspace" : "unstarWorkspace",
    summary: starred
      ? "Star a workspace, so that the caller finds it first. Starring it again changes nothing"
      : "Take the caller's star away",
    tag: "workspaces",
    action: starred ? "workspace.star" : "workspace.unstar",
    answer: { status: 204, description: starred ? "It has a star." : "It has none." },
    handle: async ({ workspace, caller, requester }) => {
      await setStar(workspace, caller.user.id, starred, requester);
      return {};
    },
  });

export const PUT = route(true);
export const DELETE = route(false);
