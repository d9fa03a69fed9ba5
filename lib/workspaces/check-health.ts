import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import { checkConnection } from "@/lib/upstream/check-connection";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { connectWorkspace, readingFor } from "./connect";

/**
 * Checks at the upstream whether the workspace's key works, and stores the result. Every check is recorded as an event,
 * since it opens and uses the key.
 * @throws UpstreamError when the request budget is spent
 */
export async function checkHealth(workspaceId: string, by: ActedBy): Promise<BoundWorkspace["health"]> {
  let detail: string | null = null;
  try {
    const { connection } = await connectWorkspace(workspaceId, readingFor(by.actor));
    // What this answer says is recorded below, under the person's name, and not beside it under the portal's.
    const { noteKey: _, ...quiet } = connection;
    await checkConnection(quiet);
  } catch (problem) {
    if (!(problem instanceof UpstreamError)) throw problem;
    // An exhausted budget says nothing about the key.
    if (problem.kind === "rate_limited") throw problem;
    detail = problem.message;
  }
  const checkedAt = new Date();
  const state = detail === null ? "ok" : "failing";
  await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Workspace" WHERE "id" = ${workspaceId}::uuid FOR UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    await tx.workspace.update({
      where: { id: workspaceId },
      data: { health: state, healthDetail: detail, healthCheckedAt: checkedAt },
    });
    await recordEvent(tx, {
      workspaceId,
      ...by,
      action: "workspace.check",
      outcome: state === "ok" ? "succeeded" : "failed",
      target: { type: "workspace", id: workspaceId, name: before.name },
      changes: before.health === state ? [] : [{ path: "/health", before: before.health, after: state }],
      detail: { health: state },
    });
  });
  return { state, detail, checkedAt: checkedAt.toISOString() };
}
