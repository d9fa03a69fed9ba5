import "server-only";
import { z } from "zod";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import { exportEvents } from "@/lib/audit/export-events";
import { readAuditEvent } from "@/lib/audit/read-event";
import { recordEvent } from "@/lib/audit/record-event";
import type { AuditFilter } from "@/lib/audit/search/audit-filter";
import { listAuditEvents } from "@/lib/audit/search/list-events";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import { database } from "@/lib/db/client";
import type { Requester } from "@/lib/identity/requester";
import { Problem } from "@/lib/problems/problem";
import { pageQuery } from "./page-query";
import { uuidParameter } from "./path-parameters";
import type { Reply } from "./respond";
import { ownerRoute, type RouteHandler, workspaceRoute } from "./route";

const filters = {
  actor: z.string().max(64).optional(),
  action: z.string().max(64).optional(),
  outcome: z.enum(["succeeded", "failed", "denied", "unknown"]).optional(),
  target: z.string().max(64).optional(),
  from: z.coerce.date("must be a time in ISO 8601").optional(),
  to: z.coerce.date("must be a time in ISO 8601").optional(),
  field: z.string().max(400).optional(),
  ip: z.string().max(64).optional(),
  correlation: z.string().max(128).optional(),
  q: z.string().max(200).optional(),
};
const listQuery = z.strictObject({ ...pageQuery, ...filters });
const exportQuery = z.strictObject({ ...filters, format: z.enum(["ndjson", "csv"]).default("ndjson") });

async function oneEvent(
  chain: string,
  params: Record<string, string>,
  flowEventsOnly: boolean,
): Promise<Reply> {
  const event = await readAuditEvent(chain, uuidParameter(params, "id"), flowEventsOnly);
  if (!event) throw new Problem("not_found", "There is no such event");
  return { body: event };
}

function streamOf(lines: AsyncGenerator<string>): ReadableStream {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

/**
 * An export is an event itself, recorded before the first byte leaves. Next answers HEAD by the handler of GET, but
 * asking for headers alone exports (and verifies) nothing.
 */
async function exportReply(
  workspaceId: string | null,
  query: z.infer<typeof exportQuery>,
  by: Requester,
  request: Request,
): Promise<Reply> {
  if (request.method === "HEAD") return {};
  const { format, ...wanted } = query;
  const filter: AuditFilter = { chain: workspaceId ?? PORTAL_CHAIN, ...wanted };
  await recordEvent(database(), {
    workspaceId,
    ...by,
    action: "audit.export",
    outcome: "succeeded",
    target: { type: "audit_log", id: filter.chain, name: null },
    detail: { format },
  });
  const type = format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson";
  return {
    raw: streamOf(exportEvents(filter, format)),
    headers: { "Content-Type": type, "Content-Disposition": `attachment; filename="audit-events.${format}"` },
  };
}

async function verifyReply(workspaceId: string | null, by: Requester, request: Request): Promise<Reply> {
  if (request.method === "HEAD") return {};
  const report = await verifyChain(workspaceId ?? PORTAL_CHAIN);
  await recordEvent(database(), {
    workspaceId,
    ...by,
    action: "audit.verify",
    outcome: report.ok ? "succeeded" : "failed",
    target: { type: "audit_log", id: workspaceId ?? PORTAL_CHAIN, name: null },
    detail: { events: report.events, firstBad: report.firstBad?.sequence ?? null },
  });
  return { body: report };
}

/** `GET /api/workspaces/{ws}/audit-events`: viewers and editors see what happened to flows, auditors and admins all. */
export const listWorkspaceEvents: RouteHandler = workspaceRoute("audit.read_flows", {
  action: null,
  query: listQuery,
  handle: async ({ workspace, query, may }) => ({
    body: await listAuditEvents({
      chain: workspace.id,
      flowEventsOnly: !may("audit.read_all"),
      ...query,
    }),
  }),
});

/** `GET /api/workspaces/{ws}/audit-events/{id}` */
export const readWorkspaceEvent: RouteHandler = workspaceRoute("audit.read_flows", {
  action: null,
  handle: async ({ workspace, params, may }) => await oneEvent(workspace.id, params, !may("audit.read_all")),
});

/** `GET /api/workspaces/{ws}/audit-events/export` */
export const exportWorkspaceEvents: RouteHandler = workspaceRoute("audit.export", {
  action: null,
  query: exportQuery,
  handle: async ({ workspace, query, requester, request }) =>
    await exportReply(workspace.id, query, requester, request),
});

/** `GET /api/workspaces/{ws}/audit-events/verify` */
export const verifyWorkspaceEvents: RouteHandler = workspaceRoute("audit.verify", {
  action: null,
  handle: async ({ workspace, requester, request }) => await verifyReply(workspace.id, requester, request),
});

/** `GET /api/audit-events`: the portal's own chain. */
export const listPortalEvents: RouteHandler = ownerRoute({
  action: null,
  query: listQuery,
  handle: async ({ query }) => ({ body: await listAuditEvents({ chain: PORTAL_CHAIN, ...query }) }),
});

/** `GET /api/audit-events/{id}` */
export const readPortalEvent: RouteHandler = ownerRoute({
  action: null,
  handle: async ({ params }) => await oneEvent(PORTAL_CHAIN, params, false),
});

/** `GET /api/audit-events/export` */
export const exportPortalEvents: RouteHandler = ownerRoute({
  action: null,
  query: exportQuery,
  handle: async ({ query, requester, request }) => await exportReply(null, query, requester, request),
});

/** `GET /api/audit-events/verify` */
export const verifyPortalEvents: RouteHandler = ownerRoute({
  action: null,
  handle: async ({ requester, request }) => await verifyReply(null, requester, request),
});
