import { z } from "zod";
import { workspaceRefusal } from "@/app/api/_shared/workspace-refusal";
import { workspaceView } from "@/app/api/_shared/workspace-view";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { ownerRoute, signedInRoute } from "@/lib/bff/route";
import { findCaller } from "@/lib/identity/find-caller";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { addWorkspace } from "@/lib/workspaces/add-workspace";
import { listUpstreams, newWorkspaceSchema } from "@/lib/workspaces/workspace-schemas";

/** The workspaces that the caller is bound to, by name. */
export const GET = signedInRoute({
  action: null,
  query: z.strictObject(pageQuery),
  handle: async ({ caller, query }) => {
    const page = pageOf(caller.workspaces, query);
    return { body: { ...page, items: page.items.map(workspaceView) } };
  },
});

/** Registers an upstream tenant. */
export const POST = ownerRoute({
  action: "workspace.create",
  body: newWorkspaceSchema,
  handle: async ({ body, caller, requester }) => {
    if (!listUpstreams().some(({ name }) => name === body.upstream)) {
      throw invalidBody([
        { path: "/upstream", message: "This portal knows no such upstream (PORTAL_UPSTREAMS)" },
      ]);
    }
    const added = await addWorkspace(body, caller.user.id, requester).catch(workspaceRefusal);
    if (!added) {
      throw new Problem("conflict", "This upstream workspace is registered here already");
    }
    const now = await findCaller(caller.user.sessionId);
    const workspace = now?.workspaces.find((item) => item.id === added.id);
    return {
      status: 201,
      headers: { Location: `/api/workspaces/${added.id}` },
      body: workspace ? workspaceView(workspace) : added,
    };
  },
});
