import type { BoundWorkspace } from "@/lib/identity/find-caller";

/** A workspace as the API shows it to someone bound to it. */
export function workspaceView(workspace: BoundWorkspace): BoundWorkspace {
  const { id, slug, name, role, upstream, upstreamWorkspaceId, keyHint, requireReason, health } = workspace;
  return { id, slug, name, role, upstream, upstreamWorkspaceId, keyHint, requireReason, health };
}
