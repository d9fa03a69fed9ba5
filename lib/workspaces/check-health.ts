import "server-only";
import { database } from "@/lib/db/client";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import { checkConnection } from "@/lib/upstream/check-connection";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { connectWorkspace } from "./connect";

/** Asks the upstream now whether the workspace's key works, and remembers the answer. */
export async function checkHealth(workspaceId: string): Promise<BoundWorkspace["health"]> {
  const { connection } = await connectWorkspace(workspaceId);
  let detail: string | null = null;
  try {
    await checkConnection(connection);
  } catch (problem) {
    if (!(problem instanceof UpstreamError)) throw problem;
    // An exhausted budget says nothing about the key.
    if (problem.kind === "rate_limited") throw problem;
    detail = problem.message;
  }
  const checkedAt = new Date();
  const state = detail === null ? "ok" : "failing";
  await database().workspace.update({
    where: { id: workspaceId },
    data: { health: state, healthDetail: detail, healthCheckedAt: checkedAt },
  });
  return { state, detail, checkedAt: checkedAt.toISOString() };
}
