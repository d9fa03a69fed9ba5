import { workspaceRefusal } from "@/app/api/_shared/workspace-answers";
import { workspaceRoute } from "@/lib/bff/route";
import { setApiKey } from "@/lib/workspaces/set-api-key";
import { apiKeySchema } from "@/lib/workspaces/workspace-schemas";

export const PUT = workspaceRoute("api_key.set", {
  operationId: "replaceApiKey",
  summary: "Replace the API key, after checking the new one. No answer ever contains it",
  tag: "workspaces",
  action: "api_key.set",
  fresh: true,
  body: apiKeySchema,
  asksUpstream: true,
  answer: { status: 204, description: "The key was replaced." },
  handle: async ({ workspace, body, requester }) => {
    await setApiKey(workspace.id, body.apiKey, requester).catch(workspaceRefusal);
    return {};
  },
});
