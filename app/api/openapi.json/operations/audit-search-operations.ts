import * as portalActivity from "@/app/api/audit-events/activity/route";
import * as portalNewer from "@/app/api/audit-events/newer/route";
import * as portalView from "@/app/api/audit-views/[id]/route";
import * as portalViews from "@/app/api/audit-views/route";
import * as workspaceActivity from "@/app/api/workspaces/[ws]/audit-events/activity/route";
import * as workspaceNewer from "@/app/api/workspaces/[ws]/audit-events/newer/route";
import * as workspaceView from "@/app/api/workspaces/[ws]/audit-views/[id]/route";
import * as workspaceViews from "@/app/api/workspaces/[ws]/audit-views/route";
import type { RouteHandler } from "@/lib/bff/route";
import {
  auditActivityAnswer,
  newerEventsAnswer,
  savedViewAnswer,
  savedViewListAnswer,
} from "@/lib/openapi/answers/audit-search-answers";
import type { Operation } from "@/lib/openapi/operation";

interface SearchHandlers {
  newer: RouteHandler;
  activity: RouteHandler;
  views: { GET: RouteHandler; POST: RouteHandler };
  view: { PATCH: RouteHandler; DELETE: RouteHandler };
}

function searchOperations(base: string, whose: string, handlers: SearchHandlers): Operation[] {
  const { newer, activity, views, view } = handlers;
  const tag = "audit";
  return [
    {
      method: "get",
      path: `${base}/audit-events/newer`,
      declaration: newer.declaration,
      tag,
      summary: `Count the audit events of ${whose} that came after one`,
      success: { description: "How many there are.", schema: newerEventsAnswer },
    },
    {
      method: "get",
      path: `${base}/audit-events/activity`,
      declaration: activity.declaration,
      tag,
      summary: `Count the audit events of ${whose} by day, by flow and person, and by person`,
      success: { description: "The counts, by whole hours.", schema: auditActivityAnswer },
    },
    {
      method: "get",
      path: `${base}/audit-views`,
      declaration: views.GET.declaration,
      tag,
      summary: `List one's own saved views of the audit log of ${whose}`,
      success: { description: "A page of them, by name.", schema: savedViewListAnswer },
    },
    {
      method: "post",
      path: `${base}/audit-views`,
      declaration: views.POST.declaration,
      tag,
      summary: "Save a view",
      success: { status: 201, description: "The view.", schema: savedViewAnswer, headers: ["Location"] },
      problems: ["conflict"],
    },
    {
      method: "patch",
      path: `${base}/audit-views/{id}`,
      declaration: view.PATCH.declaration,
      tag,
      summary: "Rename a view, or give it another search",
      success: { description: "The view.", schema: savedViewAnswer },
      problems: ["conflict"],
    },
    {
      method: "delete",
      path: `${base}/audit-views/{id}`,
      declaration: view.DELETE.declaration,
      tag,
      summary: "Remove a view",
      success: { status: 204, description: "It is gone." },
    },
  ];
}

/** Searching the audit log: what is new, what happened when, and the searches that people keep. */
export const auditSearchOperations: Operation[] = [
  ...searchOperations("/api/workspaces/{ws}", "a workspace", {
    newer: workspaceNewer.GET,
    activity: workspaceActivity.GET,
    views: workspaceViews,
    view: workspaceView,
  }),
  ...searchOperations("/api", "the portal itself", {
    newer: portalNewer.GET,
    activity: portalActivity.GET,
    views: portalViews,
    view: portalView,
  }),
];
