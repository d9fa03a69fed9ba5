import { z } from "zod";
import { workspaceRefusal, workspaceView } from "@/app/api/_shared/workspace-answers";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { callerRoute, ownerRoute } from "@/lib/bff/route";
import { upstreamLimitHeaders } from "@/lib/bff/upstream-limit";
import { findCaller } from "@/lib/identity/find-caller";
import { workspaceAnswer, workspaceListAnswer } from "@/lib/openapi/answers/portal-answers";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { addWorkspace } from "@/lib/workspaces/add-workspace";
import { listUpstreams, newWorkspaceSchema } from "@/lib/workspaces/workspace-schemas";

export const GET = callerRoute({
  operationId: "listWorkspaces",
  summary: "List the workspaces that the caller is bound to",
  tag: "workspaces",
  action: null,
  query: z.strictObject(pageQuery),
  answer: { description: "A page of workspaces.", schema: workspaceListAnswer },
  handle: async ({ caller, query }) => {
    const page = pageOf(caller.workspaces, query);
    return { body: { ...page, items: page.items.map(workspaceView) } };
  },
});

export const POST = ownerRoute({
  operationId: "registerWorkspace",
  summary: "Register a workspace of the upstream. Its key is checked first; the caller becomes its admin",
  tag: "workspaces",
  action: "workspace.create",
  fresh: true,
  body: newWorkspaceSchema,
  asksUpstream: true,
  answer: { status: 201, description: "The new workspace.", schema: workspaceAnswer, headers: ["Location"] },
  problems: ["conflict"],
  handle: async ({ body, caller, requester }) => {
    if (!listUpstreams().some(({ name }) => name === body.upstream)) {
      throw invalidBody([
        { path: "/upstream", message: "This portal knows no such upstream (PORTAL_UPSTREAMS)" },
      ]);
    }
    const added = await addWorkspace(body, caller.user.id, requester).catch(workspaceRefusal);
    if (!added) {
      throw new Problem("conflict", "This Trillet workspace is registered here already");
    }
    const now = await findCaller(caller.user.sessionId);
    const workspace = now?.workspaces.find((item) => item.id === added.id);
    const limit = await upstreamLimitHeaders({ asksUpstream: true }, { caller, workspace: added }, true);
    return {
      headers: { Location: `/api/workspaces/${added.id}`, ...limit },
      body: workspace ? workspaceView(workspace) : added,
    };
  },
});
