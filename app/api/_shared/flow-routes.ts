import { UPSTREAM_ID } from "@/lib/text/ids";
import "server-only";
import { z } from "zod";
import { pageQuery } from "@/lib/bff/page-query";
import { type RouteHandler, workspaceRoute } from "@/lib/bff/route";
import { restoreFlow } from "@/lib/changes/update-flow";
import { LARGEST_INTEGER } from "@/lib/db/values";
import type { FlowKind } from "@/lib/flows/model/flow";
import { etagOf } from "@/lib/mirror/flow-state";
import { listRevisions, readRevision } from "@/lib/mirror/revisions";
import { Problem } from "@/lib/problems/problem";
import { changeRequest, ifMatchTags, writeReply } from "./flow-write";

/**
 * A path's flow id. Upstream quirk Q39: ids are 24 hexadecimal characters on some pages and free text on others, so
 * they are checked loosely; what can't be an id is simply not there.
 */
export function flowId(params: Record<string, string>): string {
  const id = params.id ?? "";
  if (UPSTREAM_ID.test(id)) return id;
  throw new Problem("not_found", "There is no such flow");
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
