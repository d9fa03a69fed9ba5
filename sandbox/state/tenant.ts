import type { State, User } from "./model";
import { newId } from "./new-id";
import { registerKey, userOfKey } from "./register-key";

export type TenantRequest = { key: string; workspaceId?: string; name?: string };

/** The ids of a tenant and of the resources that its flows can refer to. */
export type TenantIds = {
  userId: string;
  workspaceId: string;
  agentIds: string[];
  omniFlowAgentIds: string[];
  knowledgeBaseIds: string[];
  folderIds: string[];
};

/**
 * Adds a key, its user and its workspace to a state. A new workspace gets one call agent with a pending
 * phone number, one omni flow agent, one knowledge base and one folder. So flows can be made at once.
 */
export function addTenantTo(state: State, request: TenantRequest, now: Date): TenantIds {
  const workspaceId = request.workspaceId ?? newId(now);
  let user = userOfKey(state, request.key);
  if (!user) {
    user = { _id: newId(now), name: request.name ?? "Tenant", workspaceIds: [] };
    state.users.push(user);
    registerKey(state, request.key, user);
  }
  if (!user.workspaceIds.includes(workspaceId)) user.workspaceIds.push(workspaceId);
  if (!state.workspaces.some((workspace) => workspace._id === workspaceId)) {
    addWorkspace(state, { workspaceId, name: request.name ?? "Tenant", user }, now);
  }
  const idsIn = (rows: { _id: string; workspaceId: string }[]) =>
    rows.filter((row) => row.workspaceId === workspaceId).map(({ _id }) => _id);
  return {
    userId: user._id,
    workspaceId,
    agentIds: idsIn(state.agents),
    omniFlowAgentIds: idsIn(state.omniFlowAgents),
    knowledgeBaseIds: idsIn(state.knowledgeBases),
    folderIds: idsIn(state.folders),
  };
}

type NewWorkspace = { workspaceId: string; name: string; user: User };

function addWorkspace(state: State, { workspaceId, name, user }: NewWorkspace, now: Date): void {
  const dates = { createdAt: now.toISOString(), updatedAt: now.toISOString() };
  const owned = { workspaceId, ...dates };
  const initials = name.slice(0, 2).toUpperCase();
  state.workspaces.push({ _id: workspaceId, name, initials, mayCreateGlobalFlows: false, ...dates });
  addStarterAgents(state, { ...owned, userId: user._id }, now);
  state.knowledgeBases.push({
    _id: newId(now),
    name: "Knowledge base",
    description: "",
    files: [],
    ...owned,
  });
  const folder = {
    name: "Folder",
    color: "#3B82F6",
    icon: "folder",
    flowType: "call" as const,
    pathways: [],
  };
  state.folders.push({ _id: newId(now), ...folder, ...owned });
}

type Owned = { workspaceId: string; userId: string; createdAt: string; updatedAt: string };

/** One agent for each kind of flow; the call agent's phone number waits for its first flow. */
function addStarterAgents(state: State, owned: Owned, now: Date): void {
  const agentId = newId(now);
  const phoneNumberId = newId(now);
  const { workspaceId } = owned;
  state.agents.push({
    _id: agentId,
    name: "Call agent",
    ttsModel: { provider: "rime", voiceId: "mistv2_Wildflower", name: "Wildflower", language: "en" },
    llmModel: "gpt-4o-mini",
    status: "ready",
    settings: { speed: 0.7, volume: 1, temperature: 0.7 },
    activeSessions: [],
    phoneNumberIds: [phoneNumberId],
    pathway: null,
    ...owned,
  });
  const number = { phoneNumber: "+15550100", status: "pending" as const, agentId, pathwayId: null };
  state.phoneNumbers.push({ _id: phoneNumberId, workspaceId, ...number });
  state.omniFlowAgents.push({
    _id: newId(now),
    showsId: true,
    name: "Text agent",
    llmModel: "gpt-4o-mini",
    phoneNumberId: null,
    status: "ready",
    messageChannel: "SMS",
    ...owned,
  });
}
