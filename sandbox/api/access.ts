import { keyDigest } from "@/sandbox/state/key-digest";
import type { State, User } from "@/sandbox/state/model";
import type { RateLimit } from "./rate-limit";
import { forbidden, invalid, rateLimited, unauthorized } from "./refusal";

/**
 * Finds the user an API key belongs to, and counts the request against the key's budget.
 * @throws Refusal: 401 for a missing or unknown key, 429 when the budget is spent.
 */
export function authenticate(
  state: State,
  key: string | undefined,
  budget: { limit: RateLimit; perMinute: number; now: Date },
): User {
  if (!key) throw unauthorized("API key is required");
  const sha256 = keyDigest(key);
  const record = state.keys.find((known) => known.sha256 === sha256);
  const user = state.users.find((known) => known._id === record?.userId);
  if (!user) throw unauthorized("Invalid API key");
  const resetAt = budget.limit.count(sha256, budget.perMinute, budget.now);
  if (resetAt) throw rateLimited(resetAt);
  return user;
}

/**
 * Checks that the request names a workspace its user belongs to. A key belongs to a user, not to a
 * workspace, so the header alone separates tenants (upstream quirk Q20).
 * @throws Refusal: 400 when the header is missing, 403 when the user is not in that workspace.
 */
export function authorizeWorkspace(state: State, user: User, workspaceId: string | undefined): void {
  if (!workspaceId) throw invalid("x-workspace-id header is required", "workspace_required");
  const exists = state.workspaces.some((workspace) => workspace._id === workspaceId);
  if (!exists || !user.workspaceIds.includes(workspaceId)) {
    throw forbidden("You do not have access to this workspace");
  }
}
