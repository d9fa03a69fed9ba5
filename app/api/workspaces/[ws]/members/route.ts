import { z } from "zod";
import { bindingDone } from "@/app/api/_shared/binding-result";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { workspaceRoute } from "@/lib/bff/route";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { NOT_AN_EMAIL } from "@/lib/identity/rules";
import { addBinding, listMembers } from "@/lib/workspaces/bindings";

export const GET = workspaceRoute("binding.manage", {
  action: null,
  query: z.strictObject(pageQuery),
  handle: async ({ workspace, query }) => ({ body: pageOf(await listMembers(workspace.id), query) }),
});

export const POST = workspaceRoute("binding.manage", {
  action: "binding.add",
  body: z.strictObject({ email: z.email(NOT_AN_EMAIL), role: z.enum(ROLE_NAMES) }),
  handle: async ({ workspace, body, requester }) => {
    bindingDone(await addBinding(workspace.id, body.email, body.role, requester));
    const address = body.email.trim().toLowerCase();
    const member = (await listMembers(workspace.id)).find((item) => item.email === address);
    return { status: 201, body: member };
  },
});
