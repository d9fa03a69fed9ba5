import { uuidParameter } from "@/lib/bff/path-parameters";
import { workspaceRoute } from "@/lib/bff/route";
import { resolveChange } from "@/lib/changes/resolve-change";

/** Looks a change without an outcome up at the upstream; sends nothing. */
export const POST = workspaceRoute("change.resolve", {
  action: "change.resolve",
  handle: async ({ workspace, params, requester }) => ({
    body: await resolveChange(workspace.id, uuidParameter(params, "id"), requester),
  }),
});
