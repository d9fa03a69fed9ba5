import { signedInRoute } from "@/lib/bff/route";

/** Who is signed in, and what they are bound to. */
export const GET = signedInRoute({
  action: null,
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
