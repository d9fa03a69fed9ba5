import type { z } from "zod";
import { workspaceRoute } from "@/lib/bff/route";
import { sceneBesideCaller } from "@/lib/changes/scene";
import { updateFlow } from "@/lib/changes/update-flow";
import { presentFlow } from "@/lib/flows/diff/secret-values";
import type { FlowPatch } from "@/lib/flows/requests/apply-patch";
import { etagOf } from "@/lib/mirror/flow-state";
import { observeForPerson } from "@/lib/sync/shared-reads";
import type { FlowKindFacts } from "./flow-kinds";
import { flowId } from "./flow-path";
import { besideWrite, changeRequest, ifMatchTags, writeReply } from "./flow-write";

/** `…/call-flows/{id}` and `…/message-flows/{id}`. */
export function flowItemRoutes({ kind, tag, noun, words, update, answer }: FlowKindFacts) {
  const body: z.ZodType<FlowPatch> = update;
  return {
    GET: workspaceRoute(`${kind}.read`, {
      operationId: `read${noun}`,
      summary: `Read ${words} as the upstream has it now`,
      tag,
      action: null,
      asksUpstream: true,
      beside: (_request, { id = null }) => sceneBesideCaller(kind, id, null),
      answer: { description: "The flow.", schema: answer, headers: ["ETag"] },
      handle: async ({ workspace, params, caller, beside }) => {
        const seen = await observeForPerson(workspace.id, kind, flowId(params), caller.user.id, beside);
        return { body: presentFlow(seen.stored), headers: { ETag: etagOf(seen.contentHash) } };
      },
    }),
    PATCH: workspaceRoute(`${kind}.update`, {
      operationId: `update${noun}`,
      summary: `Change ${words}. A field that is left out stays as it is; webhooks are added`,
      tag,
      action: `${kind}.update`,
      body,
      flowWrite: "existing_flow",
      beside: besideWrite(kind),
      answer: { description: "The flow's new state.", schema: answer, headers: ["ETag"] },
      handle: async (context) => {
        const { request, params } = context;
        const change = { ...changeRequest(context, kind), ifMatch: ifMatchTags(request.headers) };
        return writeReply(await updateFlow({ ...change, flowId: flowId(params), patch: context.body }));
      },
    }),
  };
}
