import { z } from "zod";
import { bindingDone } from "@/app/api/_shared/binding-result";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { memberAnswer, memberListAnswer } from "@/lib/openapi/answers/portal-answers";
import { emailSchema } from "@/lib/text/text-schema";
import { addBinding, listMembers } from "@/lib/workspaces/bindings";

export const GET = workspaceRoute("binding.manage", {
  operationId: "listMembers",
  summary: "List who is bound to a workspace",
  tag: "members",
  action: null,
  query: z.strictObject(pageQuery),
  answer: { description: "Members, by name.", schema: memberListAnswer },
  handle: async ({ workspace, query }) => ({ body: pageOf(await listMembers(workspace.id), query) }),
});

export const POST = workspaceRoute("binding.manage", {
  operationId: "addMember",
  summary: "Bind a person to a workspace",
  tag: "members",
  action: "binding.add",
  fresh: true,
  body: z.strictObject({ email: emailSchema, role: z.enum(ROLE_NAMES) }),
  answer: { status: 201, description: "The member.", schema: memberAnswer },
  problems: ["conflict"],
  handle: async ({ workspace, body, requester }) => {
    bindingDone(await addBinding(workspace.id, body.email, body.role, requester));
    const member = (await listMembers(workspace.id)).find((item) => item.email === body.email);
    return { body: member };
  },
});
