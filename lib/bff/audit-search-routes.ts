import "server-only";
import { z } from "zod";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import { auditActivity } from "@/lib/audit/search/activity";
import { countNewerEvents } from "@/lib/audit/search/newer-events";
import { isTimeZone } from "@/lib/flows/time-zones";
import { auditFilterQuery } from "./audit-filter-query";
import { ownerRoute, type RouteHandler, workspaceRoute } from "./route";

const newerQuery = z.strictObject({
  ...auditFilterQuery,
  after: z.coerce
    .number()
    .int("must be a sequence number")
    .min(0, "must be a sequence number")
    .max(2 ** 31 - 1, "must be a sequence number"),
});

const { actor, action, outcome, target, from, to } = auditFilterQuery;
const activityQuery = z.strictObject({
  actor,
  action,
  outcome,
  target,
  from,
  to,
  zone: z.string().max(64).refine(isTimeZone, "must be a time zone, such as Europe/Berlin").default("UTC"),
});

/** `GET /api/workspaces/{ws}/audit-events/newer`: how many events of a filter came after one that is shown. */
export const countNewerWorkspaceEvents: RouteHandler = workspaceRoute("audit.read_flows", {
  action: null,
  query: newerQuery,
  handle: async ({ workspace, may, query: { after, ...filter } }) => ({
    body: await countNewerEvents(
      { chain: workspace.id, flowEventsOnly: !may("audit.read_all"), ...filter },
      after,
    ),
  }),
});

/** `GET /api/audit-events/newer`: the same of the portal's own chain. */
export const countNewerPortalEvents: RouteHandler = ownerRoute({
  action: null,
  query: newerQuery,
  handle: async ({ query: { after, ...filter } }) => ({
    body: await countNewerEvents({ chain: PORTAL_CHAIN, ...filter }, after),
  }),
});

/** `GET /api/workspaces/{ws}/audit-events/activity`: counts by day, by flow and person, by person. */
export const readWorkspaceActivity: RouteHandler = workspaceRoute("audit.read_flows", {
  action: null,
  query: activityQuery,
  handle: async ({ workspace, may, query: { zone, ...filter } }) => ({
    body: await auditActivity(
      { chain: workspace.id, flowEventsOnly: !may("audit.read_all"), ...filter },
      zone,
    ),
  }),
});

/** `GET /api/audit-events/activity`: the same of the portal's own chain. */
export const readPortalActivity: RouteHandler = ownerRoute({
  action: null,
  query: activityQuery,
  handle: async ({ query: { zone, ...filter } }) => ({
    body: await auditActivity({ chain: PORTAL_CHAIN, ...filter }, zone),
  }),
});
