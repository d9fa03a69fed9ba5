import "server-only";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import { invalidBody } from "@/lib/problems/problem";
import { UpstreamError } from "@/lib/upstream/upstream-error";

/** A workspace as the API shows it to someone bound to it. */
export function workspaceView(workspace: BoundWorkspace): BoundWorkspace {
  const { id, slug, name, colour, role, upstream, upstreamWorkspaceId, keyHint, health } = workspace;
  const { requireReason, requireSecondFactor, defaultCallLimits } = workspace;
  return {
    ...{ id, slug, name, colour, role, upstream, upstreamWorkspaceId, keyHint, health },
    ...{ requireReason, requireSecondFactor, defaultCallLimits },
  };
}

/**
 * Turns a key that the upstream refuses into bad input, so that the answer names the field. Every other error of the
 * upstream stays as it is.
 * @throws Problem `invalid_body`, or the error itself
 */
export function workspaceRefusal(error: unknown): never {
  if (error instanceof UpstreamError && ["credentials", "rejected", "not_found"].includes(error.kind)) {
    throw invalidBody([
      { path: "/apiKey", message: `Trillet refused this key for this workspace: ${error.message}` },
    ]);
  }
  throw error;
}
