import type { z } from "zod";
import * as agents from "@/app/api/workspaces/[ws]/agents/route";
import * as apiKey from "@/app/api/workspaces/[ws]/api-key/route";
import * as resolve from "@/app/api/workspaces/[ws]/changes/[id]/resolve/route";
import * as changes from "@/app/api/workspaces/[ws]/changes/route";
import * as check from "@/app/api/workspaces/[ws]/check/route";
import * as folders from "@/app/api/workspaces/[ws]/folders/route";
import * as knowledgeBases from "@/app/api/workspaces/[ws]/knowledge-bases/route";
import * as workspace from "@/app/api/workspaces/[ws]/route";
import * as workspaces from "@/app/api/workspaces/route";
import type { RouteHandler } from "@/lib/bff/route";
import { openChangeListAnswer, resolvedChangeAnswer } from "@/lib/openapi/answers/mirror-answers";
import {
  agentListAnswer,
  folderListAnswer,
  healthAnswer,
  knowledgeBaseListAnswer,
  workspaceAnswer,
  workspaceListAnswer,
} from "@/lib/openapi/answers/portal-answers";
import type { Operation } from "@/lib/openapi/operation";

const WORKSPACE = "/api/workspaces/{ws}";
const tag = "workspaces";

function picker(segment: string, handler: RouteHandler, words: string, schema: z.ZodType): Operation {
  return {
    method: "get",
    path: `${WORKSPACE}/${segment}`,
    declaration: handler.declaration,
    tag,
    summary: `List ${words} to pick from`,
    success: { description: "Ids, names and little more.", schema },
    asksUpstream: true,
  };
}

const registered: Operation[] = [
  {
    method: "get",
    path: "/api/workspaces",
    declaration: workspaces.GET.declaration,
    tag,
    summary: "List the workspaces that the caller is bound to",
    success: { description: "A page of workspaces.", schema: workspaceListAnswer },
  },
  {
    method: "post",
    path: "/api/workspaces",
    declaration: workspaces.POST.declaration,
    tag,
    summary: "Register a workspace of the upstream. Its key is tried first; the caller becomes its admin",
    success: {
      status: 201,
      description: "The new workspace.",
      schema: workspaceAnswer,
      headers: ["Location"],
    },
    asksUpstream: true,
    problems: ["conflict"],
  },
  {
    method: "get",
    path: WORKSPACE,
    declaration: workspace.GET.declaration,
    tag,
    summary: "Read a workspace",
    success: { description: "The workspace.", schema: workspaceAnswer },
  },
  {
    method: "patch",
    path: WORKSPACE,
    declaration: workspace.PATCH.declaration,
    tag,
    summary: "Rename a workspace, or set whether every change needs a reason",
    success: { description: "The workspace.", schema: workspaceAnswer },
  },
  {
    method: "put",
    path: `${WORKSPACE}/api-key`,
    declaration: apiKey.PUT.declaration,
    tag,
    summary: "Replace the API key, after trying the new one. No request ever reads it",
    success: { status: 204, description: "The key was replaced." },
    asksUpstream: true,
  },
  {
    method: "post",
    path: `${WORKSPACE}/check`,
    declaration: check.POST.declaration,
    tag,
    summary: "Ask the upstream now whether the key works",
    success: { description: "The workspace's health.", schema: healthAnswer },
    asksUpstream: true,
  },
];

const openChanges: Operation[] = [
  {
    method: "get",
    path: `${WORKSPACE}/changes`,
    declaration: changes.GET.declaration,
    tag: "changes",
    summary: "List the changes that are in flight, or whose outcome nobody knows",
    success: { description: "Changes, oldest first.", schema: openChangeListAnswer },
  },
  {
    method: "post",
    path: `${WORKSPACE}/changes/{id}/resolve`,
    declaration: resolve.POST.declaration,
    tag: "changes",
    summary: "Look a change up at the upstream. Nothing is sent again",
    success: { description: "The change's state afterwards.", schema: resolvedChangeAnswer },
    asksUpstream: true,
    problems: ["change_in_progress"],
  },
];

/** Workspaces, their open changes, and what the forms pick from. */
export const workspaceOperations: Operation[] = [
  ...registered,
  ...openChanges,
  picker("agents", agents.GET, "agents (call agents or omni flow agents)", agentListAnswer),
  picker("folders", folders.GET, "folders", folderListAnswer),
  picker("knowledge-bases", knowledgeBases.GET, "knowledge bases", knowledgeBaseListAnswer),
];
