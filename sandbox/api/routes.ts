import { createCallFlow } from "@/sandbox/call-flows/create";
import { getCallFlow, listCallFlows } from "@/sandbox/call-flows/read";
import { updateCallFlow } from "@/sandbox/call-flows/update";
import { getAgent, listAgents } from "@/sandbox/directory/agents";
import { listFolders } from "@/sandbox/directory/folders";
import { getKnowledgeBase, listKnowledgeBases } from "@/sandbox/directory/knowledge-bases";
import { getOmniFlowAgent, listOmniFlowAgents } from "@/sandbox/directory/omni-flow-agents";
import { getWorkspace, listWorkspaces } from "@/sandbox/directory/workspaces";
import { createMessageFlow } from "@/sandbox/message-flows/create";
import { getMessageFlow, listMessageFlows } from "@/sandbox/message-flows/read";
import { toggleAutopilot, updateMessageFlow } from "@/sandbox/message-flows/update";
import type { Call, Route } from "./call";

const get = (path: string, handle: Route["handle"], needsWorkspace = true): Route => ({
  method: "GET",
  path,
  needsWorkspace,
  handle,
});
const write = (
  method: "POST" | "PUT",
  path: string,
  handle: (call: Call) => ReturnType<Route["handle"]>,
) => ({
  method,
  path,
  needsWorkspace: true,
  handle,
});

/** Everything the API has. Flows cannot be deleted here: no document describes it. */
export const routes: readonly Route[] = [
  get("/v1/api/call-flows", listCallFlows),
  write("POST", "/v1/api/call-flows", createCallFlow),
  get("/v1/api/call-flows/:id", getCallFlow),
  write("PUT", "/v1/api/call-flows/:id", updateCallFlow),
  get("/v1/api/message-flows", listMessageFlows),
  write("POST", "/v1/api/message-flows", createMessageFlow),
  get("/v1/api/message-flows/:id", getMessageFlow),
  write("PUT", "/v1/api/message-flows/:id", updateMessageFlow),
  write("PUT", "/v1/api/message-flows/:id/toggle-autopilot", toggleAutopilot),
  get("/v1/api/agents", listAgents),
  get("/v1/api/agents/:id", getAgent),
  get("/v1/api/omni-flow-agents", listOmniFlowAgents),
  get("/v1/api/omni-flow-agents/:id", getOmniFlowAgent),
  get("/v1/api/knowledgebase", listKnowledgeBases),
  get("/v1/api/knowledgebase/:id", getKnowledgeBase),
  get("/v1/api/flow-folders", listFolders),
  get("/v1/api/workspaces", listWorkspaces, false),
  get("/v1/api/workspaces/:id", getWorkspace, false),
];
