import "server-only";
import { v7 as uuidv7 } from "uuid";
import { observeFlow } from "@/lib/changes/observe-flow";
import { database, type Transaction } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { agentKindOf, rememberAgents } from "@/lib/mirror/pickers";
import { upstreamDate } from "@/lib/mirror/store-state";
import { folded } from "@/lib/text/readable";
import { type FlowSummary, listFlows } from "@/lib/upstream/list-flows";
import { listAgents } from "@/lib/upstream/pickers";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";

/** Each read costs a request of the upstream's budget of 60 a minute, which people's own work needs too. */
const MOST_READS = 5;

/** Returns the known flows that the list shows to be updated since the last full read, newest first. */
async function updatedFlows(workspaceId: string, kind: FlowKind): Promise<string[]> {
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
 * Reads flows in full that a list has just shown to be updated, so that outside edits enter the history without
 * anybody opening the flow. A flow that was never read is left out: nothing could be compared with it. A failure ends
 * the reading until the next sync, above all when the budget is used up; only a missing flow is skipped.
 */
async function readUpdatedFlows(workspace: ConnectedWorkspace, kind: FlowKind): Promise<void> {
  for (const id of await updatedFlows(workspace.id, kind)) {
    try {
      await observeFlow(workspace.id, kind, id, workspace.purpose);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      // The flow was deleted since it was listed, and the next list will show that. Any other error would fail the
      // other reads as well.
      if (error.kind !== "not_found") return;
    }
  }
}

/**
 * Writes all rows of a list in one statement, however many there are. A row that was read in full after the list's
 * request is newer than the list, and stays. Null means "not listed", so it replaces nothing.
 */
async function upsertRows(
  tx: Transaction,
  workspaceId: string,
  kind: FlowKind,
  items: FlowSummary[],
  startedAt: Date,
): Promise<void> {
  // One statement can't write a row twice, so the last row of a flow counts.
  const distinct = [...new Map(items.map((item) => [item.id, item])).values()];
  const rows = distinct.map((item) => ({
    ...item,
    rowId: uuidv7(),
    foldedName: folded(item.name),
    foldedDescription: item.description === undefined ? null : folded(item.description),
    createdAt: upstreamDate(item.createdAt),
    updatedAt: upstreamDate(item.updatedAt),
  }));
  await tx.$executeRaw`
    INSERT INTO "Flow" AS mine ("id", "workspaceId", "kind", "upstreamId", "name", "description",
        "foldedName", "foldedDescription", "direction", "agent", "isActive", "messageChannel", "autopilot", "upstreamCreatedAt", "upstreamUpdatedAt")
    SELECT listed."rowId", ${workspaceId}::uuid, ${kind}, listed."id", listed."name", listed."description",
        listed."foldedName", listed."foldedDescription", listed."direction", listed."agent", listed."isActive", listed."messageChannel", listed."autopilot",
        listed."createdAt", listed."updatedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS listed ("rowId" uuid, "id" text, "name" text,
        "description" text, "foldedName" text, "foldedDescription" text, "direction" text, "agent" text, "isActive" boolean, "messageChannel" text,
        "autopilot" boolean, "createdAt" timestamptz, "updatedAt" timestamptz)
    ON CONFLICT ("workspaceId", "kind", "upstreamId") DO UPDATE SET
        "name" = excluded."name",
        "description" = coalesce(excluded."description", mine."description"),
        "foldedName" = excluded."foldedName",
        "foldedDescription" = coalesce(excluded."foldedDescription", mine."foldedDescription"),
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

/**
 * Marks the flows that the list lacks. A flow that was read after the list's request is newer than the list, and stays
 * unmarked.
 */
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

/**
 * Stores the names of the agents that the list has by id. Without names the list is still right, so a failure here
 * must not fail the sync.
 */
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
 * Updates the mirror's index from the upstream's list. A field that a summary leaves out stays as it is (upstream
 * quirk Q28). Flows that are gone are marked, never deleted. A few known flows that the list shows to be updated are
 * read in full, so that syncing finds drift too.
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
  await readUpdatedFlows(workspace, kind);
}
