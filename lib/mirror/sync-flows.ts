import "server-only";
import { v7 as uuidv7 } from "uuid";
import { database, type Transaction } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { type FlowSummary, listFlows } from "@/lib/upstream/list-flows";
import { listAgents } from "@/lib/upstream/pickers";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { observeFlow } from "./observe-flow";
import { agentKindOf, rememberAgents } from "./pickers";
import { upstreamDate } from "./record-revision";

/** Each costs a request of the upstream's budget of 60 a minute, which people's own work needs too. */
const MOST_READS = 5;

/** Known flows that the list says were updated since we last read them, newest first. */
async function movedFlows(workspaceId: string, kind: FlowKind): Promise<string[]> {
  const rows = await database().flow.findMany({
    where: {
      workspaceId,
      kind,
      missingSince: null,
      revisionNumber: { not: null },
      upstreamUpdatedAt: { gt: database().flow.fields.readUpstreamUpdatedAt },
    },
    orderBy: [{ upstreamUpdatedAt: "desc" }, { id: "asc" }],
    take: MOST_READS,
    select: { upstreamId: true },
  });
  return rows.map(({ upstreamId }) => upstreamId);
}

/**
 * Reads flows in full that a list has just shown to be updated, so that edits made elsewhere are in the history without
 * anybody opening the flow. A flow that was never read stays unread: there is nothing to compare it with. What can't be
 * read now is left for the next sync: at the first failure it stops, above all when the budget is used up.
 */
async function readMovedFlows(workspace: ConnectedWorkspace, kind: FlowKind): Promise<void> {
  for (const id of await movedFlows(workspace.id, kind)) {
    try {
      await observeFlow(workspace, kind, id);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      // Deleted since it was listed; the next list will tell. Everything else would fail for the others as well.
      if (error.kind !== "not_found") return;
    }
  }
}

/**
 * Writes all rows of a list in one statement, however many there are. A row that was read in full after the list was
 * asked for is newer than the list, and stays. Null means "not told here", so it replaces nothing.
 */
async function upsertRows(
  tx: Transaction,
  workspaceId: string,
  kind: FlowKind,
  items: FlowSummary[],
  startedAt: Date,
): Promise<void> {
  // One statement can't write a row twice: of a flow that the list names twice, the last mention counts.
  const distinct = [...new Map(items.map((item) => [item.id, item])).values()];
  const rows = distinct.map((item) => ({
    ...item,
    rowId: uuidv7(),
    createdAt: upstreamDate(item.createdAt),
    updatedAt: upstreamDate(item.updatedAt),
  }));
  await tx.$executeRaw`
    INSERT INTO "Flow" AS mine ("id", "workspaceId", "kind", "upstreamId", "name", "description", "direction", "agent",
        "isActive", "messageChannel", "autopilot", "upstreamCreatedAt", "upstreamUpdatedAt")
    SELECT told."rowId", ${workspaceId}::uuid, ${kind}, told."id", told."name", told."description", told."direction",
        told."agent", told."isActive", told."messageChannel", told."autopilot", told."createdAt", told."updatedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS told ("rowId" uuid, "id" text, "name" text,
        "description" text, "direction" text, "agent" text, "isActive" boolean, "messageChannel" text,
        "autopilot" boolean, "createdAt" timestamptz, "updatedAt" timestamptz)
    ON CONFLICT ("workspaceId", "kind", "upstreamId") DO UPDATE SET
        "name" = excluded."name",
        "description" = coalesce(excluded."description", mine."description"),
        "direction" = coalesce(excluded."direction", mine."direction"),
        "agent" = coalesce(excluded."agent", mine."agent"),
        "isActive" = coalesce(excluded."isActive", mine."isActive"),
        "messageChannel" = coalesce(excluded."messageChannel", mine."messageChannel"),
        "autopilot" = coalesce(excluded."autopilot", mine."autopilot"),
        "upstreamCreatedAt" = excluded."upstreamCreatedAt",
        "upstreamUpdatedAt" = excluded."upstreamUpdatedAt",
        "missingSince" = NULL
    WHERE mine."readAt" IS NULL OR mine."readAt" < ${startedAt}`;
}

/** Marks the flows that the list did not have; one that was read after the list was asked for is newer than the list. */
async function markMissing(
  tx: Transaction,
  workspaceId: string,
  kind: FlowKind,
  here: string[],
  startedAt: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Flow" SET "missingSince" = ${startedAt}
    WHERE "workspaceId" = ${workspaceId}::uuid AND "kind" = ${kind} AND "missingSince" IS NULL
      AND NOT ("upstreamId" = ANY(${here})) AND ("readAt" IS NULL OR "readAt" < ${startedAt})`;
}

/** Names for the ids in the list. Without them the list is still right, so a failure here must not fail the sync. */
async function syncAgentNames(workspace: ConnectedWorkspace, kind: FlowKind): Promise<void> {
  const agentKind = agentKindOf(kind);
  try {
    const { items } = await listAgents(workspace.connection, agentKind);
    await rememberAgents(workspace.id, agentKind, items);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
  }
}

/**
 * Brings the mirror's index in step with the upstream's list. Only what the list tells is written: a summary that
 * leaves a field out does not clear it (upstream quirk Q28). Flows that are gone are marked, never deleted. A few known
 * flows that the list shows to be updated are read in full, so that drift is found by syncing too.
 *
 * @throws UpstreamError as `listFlows`
 */
export async function syncFlows(workspace: ConnectedWorkspace, kind: FlowKind): Promise<void> {
  const startedAt = new Date();
  const { items, dropped } = await listFlows(workspace.connection, kind);
  await syncAgentNames(workspace, kind);
  const workspaceId = workspace.id;
  await database().$transaction(async (tx) => {
    await upsertRows(tx, workspaceId, kind, items, startedAt);
    const here = items.map((item) => item.id);
    await markMissing(tx, workspaceId, kind, here, startedAt);
    await tx.mirrorSync.upsert({
      where: { workspaceId_kind: { workspaceId, kind } },
      create: { workspaceId, kind, syncedAt: startedAt, dropped },
      update: { syncedAt: startedAt, dropped },
    });
  });
  await readMovedFlows(workspace, kind);
}
