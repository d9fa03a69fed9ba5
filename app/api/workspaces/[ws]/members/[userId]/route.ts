import { z } from "zod";
import { bindingDone } from "@/app/api/_shared/binding-result";
import { uuidParameter } from "@/lib/bff/path-parameters";
import { workspaceRoute } from "@/lib/bff/route";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { changeBinding } from "@/lib/workspaces/bindings";

export const PATCH = workspaceRoute("binding.manage", {
  action: "binding.change",
  body: z.strictObject({ role: z.enum(ROLE_NAMES) }),
  handle: async ({ workspace, params, body, requester }) => {
    const userId = uuidParameter(params, "userId");
    bindingDone(await changeBinding(workspace.id, userId, body.role, requester));
    return { body: { userId, role: body.role } };
  },
});

export const DELETE = workspaceRoute("binding.manage", {
  action: "binding.remove",
  handle: async ({ workspace, params, requester }) => {
    bindingDone(await changeBinding(workspace.id, uuidParameter(params, "userId"), null, requester));
    return { status: 204 };
  },
});
