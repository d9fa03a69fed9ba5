import * as callFlowRestore from "@/app/api/workspaces/[ws]/call-flows/[id]/restore/route";
import * as callFlowRevision from "@/app/api/workspaces/[ws]/call-flows/[id]/revisions/[n]/route";
import * as callFlowRevisions from "@/app/api/workspaces/[ws]/call-flows/[id]/revisions/route";
import * as callFlow from "@/app/api/workspaces/[ws]/call-flows/[id]/route";
import * as callFlows from "@/app/api/workspaces/[ws]/call-flows/route";
import * as messageFlowRestore from "@/app/api/workspaces/[ws]/message-flows/[id]/restore/route";
import * as messageFlowRevision from "@/app/api/workspaces/[ws]/message-flows/[id]/revisions/[n]/route";
import * as messageFlowRevisions from "@/app/api/workspaces/[ws]/message-flows/[id]/revisions/route";
import * as messageFlow from "@/app/api/workspaces/[ws]/message-flows/[id]/route";
import * as messageFlows from "@/app/api/workspaces/[ws]/message-flows/route";
import type { RouteHandler } from "@/lib/bff/route";
import { callFlowAnswer, messageFlowAnswer } from "@/lib/flows/fields/answer-schema";
import { flowListAnswer, revisionAnswer, revisionListAnswer } from "@/lib/openapi/answers/mirror-answers";
import { restoredCallFlow, restoredMessageFlow } from "@/lib/openapi/answers/write-answers";
import type { Operation } from "@/lib/openapi/operation";

interface FlowHandlers {
  list: RouteHandler;
  create: RouteHandler;
  read: RouteHandler;
  update: RouteHandler;
  restore: RouteHandler;
  revisions: RouteHandler;
  revision: RouteHandler;
}

interface KindOfFlow {
  /** The path segment and the tag, such as `call-flows`. */
  segment: string;
  /** In a sentence, such as `a call flow`. */
  words: string;
  answer: Operation["success"]["schema"] & {};
  restored: Operation["success"]["schema"] & {};
}

function writes(kind: KindOfFlow, handlers: FlowHandlers): Operation[] {
  const list = `/api/workspaces/{ws}/${kind.segment}`;
  const headers = ["ETag"] as const;
  return [
    {
      method: "post",
      path: list,
      declaration: handlers.create.declaration,
      tag: kind.segment,
      summary: `Create ${kind.words}. The body is the upstream's documented request`,
      success: {
        status: 201,
        description: "The new flow.",
        schema: kind.answer,
        headers: ["ETag", "Location"],
      },
      flowWrite: "new_flow",
    },
    {
      method: "patch",
      path: `${list}/{id}`,
      declaration: handlers.update.declaration,
      tag: kind.segment,
      summary: `Change ${kind.words}. A field that is left out stays as it is; webhooks are added`,
      success: { description: "The flow's new state.", schema: kind.answer, headers },
      flowWrite: "existing_flow",
    },
    {
      method: "post",
      path: `${list}/{id}/restore`,
      declaration: handlers.restore.declaration,
      tag: kind.segment,
      summary: "Bring an earlier revision back, as far as the upstream lets it be written",
      success: { description: "The flow's new state.", schema: kind.restored, headers },
      flowWrite: "existing_flow",
    },
  ];
}

function reads(kind: KindOfFlow, handlers: FlowHandlers): Operation[] {
  const list = `/api/workspaces/{ws}/${kind.segment}`;
  const one = `${list}/{id}`;
  const operation = (
    path: string,
    handler: RouteHandler,
    summary: string,
    success: Operation["success"],
    asksUpstream = false,
  ): Operation => ({
    method: "get",
    path,
    declaration: handler.declaration,
    tag: kind.segment,
    summary,
    success,
    asksUpstream,
  });
  return [
    operation(
      list,
      handlers.list,
      "List flows from the mirror; with `refresh=1` the upstream is asked first",
      { description: "A page of flows.", schema: flowListAnswer },
      true,
    ),
    operation(
      one,
      handlers.read,
      `Read ${kind.words} as the upstream has it now`,
      { description: "The flow.", schema: kind.answer, headers: ["ETag"] },
      true,
    ),
    operation(`${one}/revisions`, handlers.revisions, "List the stored states, newest first", {
      description: "A page of revisions.",
      schema: revisionListAnswer,
    }),
    operation(`${one}/revisions/{n}`, handlers.revision, "Read one stored state", {
      description: "The revision, with the flow as it was.",
      schema: revisionAnswer(kind.answer),
      headers: ["ETag"],
    }),
  ];
}

const callFlowHandlers: FlowHandlers = {
  list: callFlows.GET,
  create: callFlows.POST,
  read: callFlow.GET,
  update: callFlow.PATCH,
  restore: callFlowRestore.POST,
  revisions: callFlowRevisions.GET,
  revision: callFlowRevision.GET,
};
const messageFlowHandlers: FlowHandlers = {
  list: messageFlows.GET,
  create: messageFlows.POST,
  read: messageFlow.GET,
  update: messageFlow.PATCH,
  restore: messageFlowRestore.POST,
  revisions: messageFlowRevisions.GET,
  revision: messageFlowRevision.GET,
};
const callFlowKind: KindOfFlow = {
  segment: "call-flows",
  words: "a call flow",
  answer: callFlowAnswer,
  restored: restoredCallFlow,
};
const messageFlowKind: KindOfFlow = {
  segment: "message-flows",
  words: "a message flow",
  answer: messageFlowAnswer,
  restored: restoredMessageFlow,
};

/** Everything about flows, for both kinds. */
export const flowOperations: Operation[] = [
  ...reads(callFlowKind, callFlowHandlers),
  ...writes(callFlowKind, callFlowHandlers),
  ...reads(messageFlowKind, messageFlowHandlers),
  ...writes(messageFlowKind, messageFlowHandlers),
];
