import { uuidParameter } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { resolveChange } from "@/lib/changes/resolve-change";
import { resolvedChangeAnswer } from "@/lib/openapi/answers/mirror-answers";

export const POST = workspaceRoute("change.resolve", {
  operationId: "resolveChange",
  summary: "Check a change at the upstream. Nothing is sent again",
  tag: "changes",
  action: "change.resolve",
  asksUpstream: true,
  answer: { description: "The change's state afterwards.", schema: resolvedChangeAnswer },
  problems: ["change_in_progress"],
  handle: async ({ workspace, params, requester }) => ({
    body: await resolveChange(workspace.id, uuidParameter(params, "id"), requester),
  }),
});
