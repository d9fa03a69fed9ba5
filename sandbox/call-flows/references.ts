import type { Call } from "@/sandbox/api/call";
import { forbidden, invalid } from "@/sandbox/api/refusal";

type References = { agent?: string; folderId?: string; knowledgeBases?: string[]; isGlobal?: boolean };

/**
 * Checks that a request's references exist in its workspace and have the right resource: a call flow needs a call agent,
 * never an omni flow agent (upstream quirk Q24).
 * @throws Refusal: 400 for a wrong reference, 403 for a global flow in a workspace that may have none
 * (upstream quirk Q30).
 */
export function checkCallFlowReferences(
  call: Call,
  { agent, folderId, knowledgeBases, isGlobal }: References,
) {
  const { state, workspaceId } = call;
  const here = (row: { workspaceId: string }) => row.workspaceId === workspaceId;
  if (agent !== undefined && !state.agents.some((row) => here(row) && row._id === agent)) {
    throw invalid(`agent: no call agent ${agent} in this workspace`, "invalid_agent");
  }
  const folderFits = state.folders.some(
    (row) => here(row) && row._id === folderId && row.flowType === "call",
  );
  if (folderId !== undefined && !folderFits) {
    throw invalid(`folderId: no call flow folder ${folderId} in this workspace`, "invalid_folder");
  }
  for (const id of knowledgeBases ?? []) {
    if (state.knowledgeBases.some((row) => here(row) && row._id === id)) continue;
    throw invalid(
      `settings.knowledgeBases: no knowledge base ${id} in this workspace`,
      "invalid_knowledge_base",
    );
  }
  const workspace = state.workspaces.find((row) => row._id === workspaceId);
  if (isGlobal && !workspace?.mayCreateGlobalFlows) {
    throw forbidden("This workspace is not allowed to have global flows");
  }
}
