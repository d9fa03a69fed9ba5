import type { z } from "zod";
import { workspaceRoute } from "@/lib/bff/route";
import { duplicateFlow } from "@/lib/changes/duplicate-flow";
import type { CopyOptions } from "@/lib/flows/requests/copy-flow-schema";
import type { FlowKindFacts } from "./flow-kinds";
import { flowId } from "./flow-path";
import { besideCreate, changeRequest, writeReply } from "./flow-write";

/** `…/{id}/duplicate`: a second flow like this one, in the same workspace. It is a create in every respect. */
export function duplicateRoutes({ kind, tag, noun, duplicate, duplicated }: FlowKindFacts) {
  const body: z.ZodType<CopyOptions> = duplicate;
  return {
    POST: workspaceRoute(`${kind}.create`, {
      operationId: `duplicate${noun}`,
      summary: "Make a second flow like this one. It starts inactive unless the body says otherwise",
      tag,
      action: `${kind}.create`,
      body,
      flowWrite: "new_flow",
      beside: besideCreate(kind),
      answer: {
        status: 201,
        description: "The new flow, what is left for an update to set, and what was not copied.",
        schema: duplicated,
        headers: ["ETag", "Location"],
      },
      handle: async (context) => {
        const copy = { sourceId: flowId(context.params), options: context.body };
        return writeReply(await duplicateFlow({ ...changeRequest(context, kind), ...copy }));
      },
    }),
  };
}
