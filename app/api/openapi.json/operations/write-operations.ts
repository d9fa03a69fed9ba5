import * as callFlowDuplicate from "@/app/api/workspaces/[ws]/call-flows/[id]/duplicate/route";
import * as callFlowUpdatePreview from "@/app/api/workspaces/[ws]/call-flows/[id]/preview/route";
import * as callFlowCreatePreview from "@/app/api/workspaces/[ws]/call-flows/preview/route";
import * as messageFlowDuplicate from "@/app/api/workspaces/[ws]/message-flows/[id]/duplicate/route";
import * as messageFlowUpdatePreview from "@/app/api/workspaces/[ws]/message-flows/[id]/preview/route";
import * as messageFlowCreatePreview from "@/app/api/workspaces/[ws]/message-flows/preview/route";
import type { RouteHandler } from "@/lib/bff/route";
import {
  duplicatedCallFlow,
  duplicatedMessageFlow,
  writePreviewAnswer,
} from "@/lib/openapi/answers/write-answers";
import type { Operation } from "@/lib/openapi/operation";

interface KindOfFlow {
  /** The path segment and the tag, such as `call-flows`. */
  segment: string;
  previewCreate: RouteHandler;
  previewUpdate: RouteHandler;
  duplicate: RouteHandler;
  duplicated: Operation["success"]["schema"] & {};
}

function operationsOf(kind: KindOfFlow): Operation[] {
  const list = `/api/workspaces/{ws}/${kind.segment}`;
  const preview = { description: "The request, and what it does.", schema: writePreviewAnswer };
  return [
    {
      method: "post",
      path: `${list}/preview`,
      declaration: kind.previewCreate.declaration,
      tag: kind.segment,
      summary: "Say what a create would send and do. Nothing is sent or recorded",
      success: preview,
    },
    {
      method: "post",
      path: `${list}/{id}/preview`,
      declaration: kind.previewUpdate.declaration,
      tag: kind.segment,
      summary: "Say what a change would send and do, from the last stored state. Nothing is sent or recorded",
      success: preview,
      asksUpstream: true,
    },
    {
      method: "post",
      path: `${list}/{id}/duplicate`,
      declaration: kind.duplicate.declaration,
      tag: kind.segment,
      summary: "Make a second flow like this one. It starts inactive unless asked otherwise",
      success: {
        status: 201,
        description: "The new flow, what is left for an update to set, and what was not copied.",
        schema: kind.duplicated,
        headers: ["ETag", "Location"],
      },
      flowWrite: "new_flow",
    },
  ];
}

/** Previews and duplicates, for both kinds of flow. */
export const writeOperations: Operation[] = [
  ...operationsOf({
    segment: "call-flows",
    previewCreate: callFlowCreatePreview.POST,
    previewUpdate: callFlowUpdatePreview.POST,
    duplicate: callFlowDuplicate.POST,
    duplicated: duplicatedCallFlow,
  }),
  ...operationsOf({
    segment: "message-flows",
    previewCreate: messageFlowCreatePreview.POST,
    previewUpdate: messageFlowUpdatePreview.POST,
    duplicate: messageFlowDuplicate.POST,
    duplicated: duplicatedMessageFlow,
  }),
];
