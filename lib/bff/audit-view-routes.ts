import "server-only";
import { z } from "zod";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import {
  changeView,
  listSavedViews,
  removeView,
  saveView,
  type ViewOwner,
} from "@/lib/audit/search/saved-views";
import { uuidParameter } from "./path-parameters";
import { ownerRoute, type RouteHandler, type SignedInContext, workspaceRoute } from "./route";

const name = z.string().trim().min(1, "must not be empty").max(80, "may have at most 80 characters");
const query = z.string().max(2000, "may have at most 2000 characters");
const saveBody = z.strictObject({ name, query });
const changeBody = z
  .strictObject({ name: name.optional(), query: query.optional() })
  .refine((body) => body.name !== undefined || body.query !== undefined, "must name what to change");

function ownerOf(
  context: Pick<SignedInContext<unknown, unknown>, "caller" | "requester">,
  chain: string,
): ViewOwner {
  return { userId: context.caller.user.id, chain, by: context.requester };
}

/** `GET /api/workspaces/{ws}/audit-views`: one's own saved views. */
export const listWorkspaceViews: RouteHandler = workspaceRoute("audit.read_flows", {
  action: null,
  handle: async (context) => ({
    body: { items: await listSavedViews(ownerOf(context, context.workspace.id)), nextCursor: null },
  }),
});

/** `POST /api/workspaces/{ws}/audit-views` */
export const saveWorkspaceView: RouteHandler = workspaceRoute("audit.read_flows", {
  action: "audit_view.save",
  body: saveBody,
  handle: async (context) => ({
    status: 201,
    body: await saveView(ownerOf(context, context.workspace.id), context.body),
  }),
});

/** `PATCH /api/workspaces/{ws}/audit-views/{id}` */
export const changeWorkspaceView: RouteHandler = workspaceRoute("audit.read_flows", {
  action: "audit_view.save",
  body: changeBody,
  handle: async (context) => ({
    body: await changeView(
      ownerOf(context, context.workspace.id),
      uuidParameter(context.params, "id"),
      context.body,
    ),
  }),
});

/** `DELETE /api/workspaces/{ws}/audit-views/{id}` */
export const removeWorkspaceView: RouteHandler = workspaceRoute("audit.read_flows", {
  action: "audit_view.remove",
  handle: async (context) => {
    await removeView(ownerOf(context, context.workspace.id), uuidParameter(context.params, "id"));
    return { status: 204 };
  },
});

/** `GET /api/audit-views`: one's own saved views of the portal's chain. */
export const listPortalViews: RouteHandler = ownerRoute({
  action: null,
  handle: async (context) => ({
    body: { items: await listSavedViews(ownerOf(context, PORTAL_CHAIN)), nextCursor: null },
  }),
});

/** `POST /api/audit-views` */
export const savePortalView: RouteHandler = ownerRoute({
  action: "audit_view.save",
  body: saveBody,
  handle: async (context) => ({
    status: 201,
    body: await saveView(ownerOf(context, PORTAL_CHAIN), context.body),
  }),
});

/** `PATCH /api/audit-views/{id}` */
export const changePortalView: RouteHandler = ownerRoute({
  action: "audit_view.save",
  body: changeBody,
  handle: async (context) => ({
    body: await changeView(ownerOf(context, PORTAL_CHAIN), uuidParameter(context.params, "id"), context.body),
  }),
});

/** `DELETE /api/audit-views/{id}` */
export const removePortalView: RouteHandler = ownerRoute({
  action: "audit_view.remove",
  handle: async (context) => {
    await removeView(ownerOf(context, PORTAL_CHAIN), uuidParameter(context.params, "id"));
    return { status: 204 };
  },
});
