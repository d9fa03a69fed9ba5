import { workspaceRoute } from "@/lib/bff/route";
import { checkHealth } from "@/lib/workspaces/check-health";

/** Asks the upstream now. */
export const POST = workspaceRoute("workspace.check", {
  action: "workspace.check",
  handle: async ({ workspace, requester }) => ({
    body: { health: await checkHealth(workspace.id, requester) },
  }),
});
