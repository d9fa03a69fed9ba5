import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import { checkConnection } from "@/lib/upstream/check-connection";
import type { KeyFinding } from "@/lib/upstream/request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { connectWorkspace, readingFor } from "./connect";
import { storeHealth } from "./note-health";

/**
 * Checks at the upstream whether the workspace's key works, and stores the result. Every check is recorded as an event,
 * since it opens and uses the key.
 * @throws UpstreamError when the request budget is spent
 */
export async function checkHealth(workspaceId: string, by: ActedBy): Promise<BoundWorkspace["health"]> {
  const finding = await findOut(workspaceId, by);
  const checkedAt = await storeHealth(workspaceId, finding, by);
  return { ...finding, checkedAt: checkedAt.toISOString() };
}

async function findOut(workspaceId: string, by: ActedBy): Promise<KeyFinding> {
  try {
    const { connection } = await connectWorkspace(workspaceId, readingFor(by.actor));
    // What this answer says is recorded by the caller, under the person's name, and not beside it under the portal's.
    const { noteKey: _, ...quiet } = connection;
    await checkConnection(quiet);
    return { state: "ok", detail: null };
  } catch (problem) {
    if (!(problem instanceof UpstreamError)) throw problem;
    // An exhausted budget says nothing about the key.
    if (problem.kind === "rate_limited") throw problem;
    return { state: "failing", detail: problem.message };
  }
}
