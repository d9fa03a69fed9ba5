import { z } from "zod";
import { bindingDone } from "@/app/api/_shared/binding-result";
import { uuidParameter } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { memberRoleAnswer } from "@/lib/openapi/answers/portal-answers";
import { changeBinding } from "@/lib/workspaces/bindings";

export const PATCH = workspaceRoute("binding.manage", {
  operationId: "changeMemberRole",
  summary: "Change a member's role",
  tag: "members",
  action: "binding.change",
  fresh: true,
  body: z.strictObject({ role: z.enum(ROLE_NAMES) }),
  answer: { description: "The member's role.", schema: memberRoleAnswer },
  problems: ["conflict"],
  handle: async ({ workspace, params, body, requester }) => {
    const userId = uuidParameter(params, "userId");
    bindingDone(await changeBinding(workspace.id, userId, body.role, requester));
    return { body: { userId, role: body.role } };
  },
});

export const DELETE = workspaceRoute("binding.manage", {
  operationId: "removeMember",
  summary: "Remove a member. The last admin can't go",
  tag: "members",
  action: "binding.remove",
  fresh: true,
  answer: { status: 204, description: "The binding is gone." },
  problems: ["conflict"],
  handle: async ({ workspace, params, requester }) => {
    bindingDone(await changeBinding(workspace.id, uuidParameter(params, "userId"), null, requester));
    return {};
  },
});
