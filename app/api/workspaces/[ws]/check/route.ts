import { workspaceRoute } from "@/lib/bff/route";
import { healthAnswer } from "@/lib/openapi/answers/portal-answers";
import { checkHealth } from "@/lib/workspaces/check-health";

export const POST = workspaceRoute("workspace.check", {
  operationId: "checkWorkspace",
  summary: "Check at the upstream whether the key works",
  tag: "workspaces",
  action: "workspace.check",
  asksUpstream: true,
  answer: { description: "The workspace's health.", schema: healthAnswer },
  handle: async ({ workspace, requester }) => ({
    body: { health: await checkHealth(workspace.id, requester) },
  }),
});
