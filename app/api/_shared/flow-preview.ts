import { z } from "zod";
import { workspaceRoute } from "@/lib/bff/route";
import { previewCreate, previewReplacementOf, previewUpdate } from "@/lib/changes/preview-write";
import { leftOutSchema, replacementSchema } from "@/lib/flows/replace/replacement-schema";
import type { CreateFlow, FlowPatch } from "@/lib/flows/requests/apply-patch";
import { writePreviewAnswer } from "@/lib/openapi/answers/write-answers";
import type { FlowKindFacts } from "./flow-kinds";
import { flowId } from "./flow-path";

// A preview is a read with a long body: nothing is sent or recorded, so it has no action.
const answer = { description: "The request, and what it does.", schema: writePreviewAnswer };

/** `…/preview`. */
export function createPreviewRoutes({ kind, tag, noun, create }: FlowKindFacts) {
  const body: z.ZodType<CreateFlow> = create;
  return {
    POST: workspaceRoute(`${kind}.create`, {
      operationId: `previewCreate${noun}`,
      summary: "Say what a create would send and do. Nothing is sent or recorded",
      tag,
      action: null,
      body,
      answer,
      handle: async (context) => ({
        body: await previewCreate(context.workspace.id, kind, context.body, context.caller.user.id),
      }),
    }),
  };
}

/** `…/{id}/preview`. */
export function updatePreviewRoutes({ kind, tag, noun, update }: FlowKindFacts) {
  const body: z.ZodType<FlowPatch> = update;
  return {
    POST: workspaceRoute(`${kind}.update`, {
      operationId: `previewUpdate${noun}`,
      summary: "Say what a change would send and do, from the last stored state. Nothing is sent or recorded",
      tag,
      action: null,
      body,
      asksUpstream: true,
      answer,
      handle: async (context) => ({
        body: await previewUpdate(
          context.workspace.id,
          kind,
          flowId(context.params),
          context.body,
          context.caller.user.id,
        ),
      }),
    }),
  };
}

const replacementOfFlow = z.strictObject({
  replacement: replacementSchema,
  ifMatch: z.string().max(200).describe("The `etag` of the preview that the hits are of."),
  hits: leftOutSchema,
});

/** `…/{id}/replacement/preview`. */
export function replacementPreviewRoutes({ kind, tag, noun }: FlowKindFacts) {
  return {
    POST: workspaceRoute(`${kind}.update`, {
      operationId: `previewReplacementIn${noun}`,
      summary: "Say what a replacement of text would send and do in one flow. Nothing is sent or recorded",
      tag,
      action: null,
      body: replacementOfFlow,
      problems: ["stale", "not_found"],
      answer,
      handle: async ({ workspace, params, caller, body }) => ({
        body: await previewReplacementOf(
          { workspaceId: workspace.id, kind, flowId: flowId(params), personId: caller.user.id },
          body,
        ),
      }),
    }),
  };
}
