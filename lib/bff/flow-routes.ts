import "server-only";
import { z } from "zod";
import { createFlow } from "@/lib/changes/create-flow";
import { restoreFlow } from "@/lib/changes/restore-flow";
import { updateFlow } from "@/lib/changes/update-flow";
import { LARGEST_INTEGER } from "@/lib/db/largest-integer";
import type { FlowKind } from "@/lib/flows/flow-kind";
import type { CreateFlow, FlowPatch } from "@/lib/flows/flow-patch";
import { presentFlow } from "@/lib/flows/secret-values";
import { etagOf } from "@/lib/mirror/flow-state";
import { listMirroredFlows } from "@/lib/mirror/list-mirrored-flows";
import { listRevisions, readRevision } from "@/lib/mirror/list-revisions";
import { observeFlow } from "@/lib/mirror/observe-flow";
import { syncFlows } from "@/lib/mirror/sync-flows";
import { Problem } from "@/lib/problems/problem";
import { connectWorkspace } from "@/lib/workspaces/connect";
import { flagQuery } from "./flag-query";
import { changeRequest, ifMatchTags, writeReply } from "./flow-write";
import { pageQuery } from "./page-query";
import { type RouteHandler, workspaceRoute } from "./route";

const listQuery = z.strictObject({
  ...pageQuery,
  // Flows are sorted by what changes while somebody pages, so the page before is told by its last row.
  cursor: z
    .uuid("must be the nextCursor of the page before")
    .optional()
    .describe(pageQuery.cursor.description ?? ""),
  q: z.string().max(200).optional(),
  isActive: flagQuery.optional(),
  direction: z.enum(["inbound", "outbound", "bidirectional"]).optional(),
  agent: z.string().max(64).optional(),
  sort: z.enum(["name", "-name", "updatedAt", "-updatedAt"]).optional(),
  refresh: flagQuery.optional(),
});

/**
 * A path's flow id. Upstream quirk Q39: ids are 24 hexadecimal characters on some pages and free text on others, so
 * they are checked loosely; what can't be an id is simply not there.
 */
export function flowId(params: Record<string, string>): string {
  const id = params.id ?? "";
  if (/^[A-Za-z0-9_-]{1,64}$/.test(id)) return id;
  throw new Problem("not_found", "There is no such flow");
}

/** `GET …/call-flows` and `…/message-flows`: from the mirror, asking the upstream first with `refresh=1` or when never asked. */
export function listFlowsRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.read`, {
    action: null,
    query: listQuery,
    handle: async ({ workspace, query }) => {
      const { refresh, ...wanted } = query;
      const list = await listMirroredFlows(workspace.id, kind, wanted);
      if (!refresh && list.asOf !== null) return { body: list };
      await syncFlows(await connectWorkspace(workspace.id), kind);
      return { body: await listMirroredFlows(workspace.id, kind, wanted) };
    },
  });
}

/** `POST …/call-flows` and `…/message-flows`. */
export function createFlowRoute(kind: FlowKind, body: z.ZodType<CreateFlow>): RouteHandler {
  return workspaceRoute(`${kind}.create`, {
    action: `${kind}.create`,
    body,
    handle: async (context) =>
      writeReply(await createFlow({ ...changeRequest(context, kind), body: context.body })),
  });
}

/** `GET …/{id}`: as the upstream has it now. */
export function readFlowRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.read`, {
    action: null,
    handle: async ({ workspace, params }) => {
      const seen = await observeFlow(await connectWorkspace(workspace.id), kind, flowId(params));
      return { body: presentFlow(seen.stored), headers: { ETag: etagOf(seen.contentHash) } };
    },
  });
}

/** `PATCH …/{id}`. */
export function updateFlowRoute(kind: FlowKind, body: z.ZodType<FlowPatch>): RouteHandler {
  return workspaceRoute(`${kind}.update`, {
    action: `${kind}.update`,
    body,
    handle: async (context) => {
      const { request, params } = context;
      const update = { ...changeRequest(context, kind), ifMatch: ifMatchTags(request.headers) };
      return writeReply(await updateFlow({ ...update, flowId: flowId(params), patch: context.body }));
    },
  });
}

/** `GET …/{id}/revisions`: newest first. */
export function listRevisionsRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.read`, {
    action: null,
    query: z.strictObject(pageQuery),
    handle: async ({ workspace, params, query }) => ({
      body: await listRevisions(workspace.id, kind, flowId(params), query),
    }),
  });
}

/** `GET …/{id}/revisions/{n}`. */
export function readRevisionRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.read`, {
    action: null,
    handle: async ({ workspace, params }) => {
      const number = Number(params.n);
      const known = Number.isSafeInteger(number) && number > 0 && number <= LARGEST_INTEGER;
      const revision = known ? await readRevision(workspace.id, kind, flowId(params), number) : null;
      if (!revision) throw new Problem("not_found", "The flow has no such revision");
      return { body: revision, headers: { ETag: etagOf(revision.hash) } };
    },
  });
}

/** `POST …/{id}/restore`: brings an earlier revision back as a new change. */
export function restoreFlowRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.update`, {
    action: `${kind}.restore`,
    body: z.strictObject({
      revision: z.number("must be a revision's number").int().min(1).max(LARGEST_INTEGER),
    }),
    handle: async (context) => {
      const { request, params, body } = context;
      const change = { ...changeRequest(context, kind), ifMatch: ifMatchTags(request.headers) };
      return writeReply(await restoreFlow({ ...change, flowId: flowId(params), revision: body.revision }));
    },
  });
}
