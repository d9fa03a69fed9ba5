import "server-only";
import type { z } from "zod";
import { type RouteHandler, workspaceRoute } from "@/lib/bff/route";
import { previewCreate, previewUpdate } from "@/lib/changes/preview-write";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { CreateFlow, FlowPatch } from "@/lib/flows/requests/apply-patch";
import { flowId } from "./flow-routes";

/** `POST …/preview`: what a create would send and do. A question with a long body: nothing is sent or recorded. */
export function previewCreateRoute(kind: FlowKind, body: z.ZodType<CreateFlow>): RouteHandler {
  return workspaceRoute(`${kind}.create`, {
    action: null,
    body,
    handle: async (context) => ({ body: await previewCreate(context.workspace.id, kind, context.body) }),
  });
}

/** `POST …/{id}/preview`: what an update would send and do, worked out from the last stored state. */
export function previewUpdateRoute(kind: FlowKind, body: z.ZodType<FlowPatch>): RouteHandler {
  return workspaceRoute(`${kind}.update`, {
    action: null,
    body,
    handle: async (context) => ({
      body: await previewUpdate(context.workspace.id, kind, flowId(context.params), context.body),
    }),
  });
}
