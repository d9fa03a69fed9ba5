import "server-only";
import type { z } from "zod";
import { type RouteHandler, workspaceRoute } from "@/lib/bff/route";
import { duplicateFlow } from "@/lib/changes/duplicate-flow";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { CopyOptions } from "@/lib/flows/requests/copy-flow-schema";
import { flowId } from "./flow-routes";
import { changeRequest, writeReply } from "./flow-write";

/** `POST …/{id}/duplicate`: a second flow like this one, in the same workspace. It is a create in every respect. */
export function duplicateFlowRoute(kind: FlowKind, body: z.ZodType<CopyOptions>): RouteHandler {
  return workspaceRoute(`${kind}.create`, {
    action: `${kind}.create`,
    body,
    handle: async (context) => {
      const duplicate = { sourceId: flowId(context.params), options: context.body };
      return writeReply(await duplicateFlow({ ...changeRequest(context, kind), ...duplicate }));
    },
  });
}
