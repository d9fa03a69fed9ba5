import type { State } from "@/sandbox/state/model";
import { registerKey } from "@/sandbox/state/register-key";
import { addDemoWorkspace } from "./add-workspace";
import { demoId } from "./demo-id";
import { harbourDental } from "./harbour-dental";
import { northwind } from "./northwind";
import type { WorkspaceSpec } from "./spec";

/**
 * Adds the demo workspaces a state does not have yet and registers the keys: the first for the first
 * workspace's user, the second for the second's. A single key opens both workspaces.
 * Existing workspaces stay as they are, so that people's work in the demo survives a restart.
 * @returns the workspaces' ids and names, in the order of the keys.
 */
export function ensureDemo(
  state: State,
  keys: string[],
  now: Date,
): { workspaces: { id: string; name: string }[] } {
  const specs: WorkspaceSpec[] = [harbourDental, northwind];
  for (const spec of specs) {
    if (!state.users.some(({ _id }) => _id === demoId(spec.owner))) {
      state.users.push({ _id: demoId(spec.owner), name: spec.owner, workspaceIds: [spec._id] });
    }
    if (!state.workspaces.some(({ _id }) => _id === spec._id)) addDemoWorkspace(state, spec, now);
  }
  for (const [index, key] of keys.entries()) {
    const owner = specs[index]?.owner;
    const user = state.users.find(({ _id }) => owner !== undefined && _id === demoId(owner));
    if (!user) continue;
    registerKey(state, key, user);
    if (keys.length === 1)
      user.workspaceIds = [...new Set([...user.workspaceIds, ...specs.map(({ _id }) => _id)])];
  }
  return { workspaces: specs.map(({ _id, name }) => ({ id: _id, name })) };
}
