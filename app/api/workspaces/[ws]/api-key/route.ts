import { workspaceRefusal } from "@/app/api/_shared/workspace-refusal";
import { workspaceRoute } from "@/lib/bff/route";
import { setApiKey } from "@/lib/workspaces/set-api-key";
import { apiKeySchema } from "@/lib/workspaces/workspace-schemas";

/** Replaces the key. No request ever reads it. */
export const PUT = workspaceRoute("api_key.set", {
  action: "api_key.set",
  body: apiKeySchema,
  handle: async ({ workspace, body, requester }) => {
    await setApiKey(workspace.id, body.apiKey, requester).catch(workspaceRefusal);
    return { status: 204 };
  },
});
