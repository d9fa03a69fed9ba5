import * as callFlowBlame from "@/app/api/workspaces/[ws]/call-flows/[id]/blame/route";
import * as callFlowDrift from "@/app/api/workspaces/[ws]/call-flows/[id]/drift/route";
import * as callFlowPlan from "@/app/api/workspaces/[ws]/call-flows/[id]/revisions/[n]/restore-plan/route";
import * as callFlowComparison from "@/app/api/workspaces/[ws]/call-flows/[id]/revisions/compare/route";
import * as messageFlowBlame from "@/app/api/workspaces/[ws]/message-flows/[id]/blame/route";
import * as messageFlowDrift from "@/app/api/workspaces/[ws]/message-flows/[id]/drift/route";
import * as messageFlowPlan from "@/app/api/workspaces/[ws]/message-flows/[id]/revisions/[n]/restore-plan/route";
import * as messageFlowComparison from "@/app/api/workspaces/[ws]/message-flows/[id]/revisions/compare/route";
import type { RouteHandler } from "@/lib/bff/route";
import {
  blameAnswer,
  comparisonAnswer,
  driftAnswer,
  restorePlanAnswer,
} from "@/lib/openapi/answers/history-answers";
import type { Operation } from "@/lib/openapi/operation";

interface HistoryHandlers {
  comparison: RouteHandler;
  plan: RouteHandler;
  blame: RouteHandler;
  drift: RouteHandler;
  acceptDrift: RouteHandler;
}

/** @param segment the path segment and the tag, such as `call-flows` */
function operationsOf(segment: string, handlers: HistoryHandlers): Operation[] {
  const one = `/api/workspaces/{ws}/${segment}/{id}`;
  return [
    {
      method: "get",
      path: `${one}/revisions/compare`,
      declaration: handlers.comparison.declaration,
      tag: segment,
      summary: "Compare any two stored states, field by field",
      success: { description: "What differs from the one to the other.", schema: comparisonAnswer },
    },
    {
      method: "get",
      path: `${one}/revisions/{n}/restore-plan`,
      declaration: handlers.plan.declaration,
      tag: segment,
      summary: "Say what restoring a stored state would do. The upstream is not asked",
      success: { description: "What would be written, and what can't be.", schema: restorePlanAnswer },
    },
    {
      method: "get",
      path: `${one}/blame`,
      declaration: handlers.blame.declaration,
      tag: segment,
      summary: "Say which stored state wrote which line of the prompt",
      success: { description: "The prompt, line by line.", schema: blameAnswer },
    },
    {
      method: "get",
      path: `${one}/drift`,
      declaration: handlers.drift.declaration,
      tag: segment,
      summary: "Say whether the flow was changed outside the portal. The upstream is not asked",
      success: { description: "The accepted state against the newest one.", schema: driftAnswer },
    },
    {
      method: "post",
      path: `${one}/drift`,
      declaration: handlers.acceptDrift.declaration,
      tag: segment,
      summary: "Keep a state that was made outside the portal. Nothing is sent to the upstream",
      success: { description: "How the flow stands now.", schema: driftAnswer },
      problems: ["conflict"],
    },
  ];
}

/** A flow's past, and how it stands to the upstream, for both kinds. */
export const historyOperations: Operation[] = [
  ...operationsOf("call-flows", {
    comparison: callFlowComparison.GET,
    plan: callFlowPlan.GET,
    blame: callFlowBlame.GET,
    drift: callFlowDrift.GET,
    acceptDrift: callFlowDrift.POST,
  }),
  ...operationsOf("message-flows", {
    comparison: messageFlowComparison.GET,
    plan: messageFlowPlan.GET,
    blame: messageFlowBlame.GET,
    drift: messageFlowDrift.GET,
    acceptDrift: messageFlowDrift.POST,
  }),
];
