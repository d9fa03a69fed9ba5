import { signedInRoute } from "@/lib/bff/route";
import { meAnswer } from "@/lib/openapi/answers/portal-answers";

export const GET = signedInRoute({
  operationId: "readCaller",
  summary: "Read the signed-in person and their workspaces",
  tag: "sessions",
  action: null,
  answer: { description: "The caller.", schema: meAnswer },
  handle: async ({ caller }) => {
    const { id, name, email, isOwner } = caller.user;
    const bindings = caller.workspaces.map((workspace) => ({
      workspaceId: workspace.id,
      slug: workspace.slug,
      name: workspace.name,
      role: workspace.role,
    }));
    return { body: { user: { id, name, email, owner: isOwner }, bindings } };
  },
});
