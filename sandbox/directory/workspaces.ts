import type { Call } from "@/sandbox/api/call";
import { forbidden, invalid, Refusal } from "@/sandbox/api/refusal";
import { spellDate } from "@/sandbox/api/spell-date";
import type { Answer } from "@/sandbox/http/answer";
import type { Workspace } from "@/sandbox/state/model";

/** `GET /v1/api/workspaces`: those of the key's user. Needs no workspace header. */
export function listWorkspaces(call: Call): Answer {
  const mine = call.state.workspaces.filter(({ _id }) => call.user.workspaceIds.includes(_id));
  return { status: 200, json: mine.map((workspace) => present(workspace, call)) };
}

/**
 * `GET /v1/api/workspaces/{id}`. In both generations a 404 means "missing" or "not allowed".
 * The older page also wants the workspace header, equal to the path's id.
 */
export function getWorkspace(call: Call): Answer {
  const { state, user, params, generation, workspaceId } = call;
  if (generation === "older" && !workspaceId) {
    throw invalid("x-workspace-id header is required", "workspace_required");
  }
  if (generation === "older" && workspaceId !== params.id) {
    throw forbidden("x-workspace-id does not match the requested workspace");
  }
  const workspace = state.workspaces.find(({ _id }) => _id === params.id && user.workspaceIds.includes(_id));
  if (!workspace) {
    throw new Refusal({ status: 404, json: { message: "Workspace not found" } }, "unknown workspace");
  }
  return { status: 200, json: present(workspace, call) };
}

function present(workspace: Workspace, { state, generation, user }: Call): Record<string, unknown> {
  const members = state.users.filter(({ workspaceIds }) => workspaceIds.includes(workspace._id));
  const older = { pricingTier: "build_plan", isMasterWorkspace: false, isExternal: false, userId: user._id };
  return {
    _id: workspace._id,
    name: workspace.name,
    initials: workspace.initials,
    teamMembers: members.map((member) => ({ userId: member._id, role: "admin" })),
    ...(generation === "older" ? older : {}),
    createdAt: spellDate(workspace.createdAt, generation),
    updatedAt: spellDate(workspace.updatedAt, generation),
  };
}
