import "server-only";
import { storedActor } from "@/lib/audit/stored-parts";
import { database } from "@/lib/db/client";

export interface OpenChange {
  id: string;
  kind: string;
  verb: string;
  /** Null for a create whose flow is not known yet. */
  flowId: string | null;
  flowName: string;
  state: "pending" | "unknown";
  actorName: string;
  startedAt: string;
}

/** The changes of a workspace that are in flight, or whose outcome nobody knows; oldest first. */
export async function listOpenChanges(
  workspaceId: string,
  state?: "pending" | "unknown",
): Promise<OpenChange[]> {
  const rows = await database().change.findMany({
    where: { workspaceId, state: state ?? { in: ["pending", "unknown"] } },
    orderBy: { createdAt: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    verb: row.verb,
    flowId: row.flowUpstreamId,
    flowName: row.flowName,
    state: row.state === "unknown" ? "unknown" : "pending",
    actorName: storedActor.read(row.actor).name,
    startedAt: row.createdAt.toISOString(),
  }));
}
