import "server-only";
import { v7 as uuidv7 } from "uuid";
import { database, type Transaction } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import {
  agentKindOf,
  hasFolders,
  rememberAgents,
  rememberFolders,
  rememberKnowledgeBases,
} from "@/lib/mirror/pickers";
import { upstreamDate } from "@/lib/mirror/store-state";
import { storeListedTexts } from "@/lib/mirror/text/store-text";
import { folded } from "@/lib/text/readable";
import { type FlowSummary, listFlows } from "@/lib/upstream/list-flows";
import { listAgents, listFolders, listKnowledgeBases } from "@/lib/upstream/pickers";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";

/**
 * Writes the rows of a list in one statement, however many there are; one that says nothing new is left alone. A row
 * that was read in full after the list's request is newer than the list, and stays. Null means "not listed", so it
 * replaces nothing.
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
    WHERE (mine."readAt" IS NULL OR mine."readAt" < ${startedAt})
      AND (mine."missingSince", mine."name", mine."description", mine."direction", mine."agent", mine."isActive",
           mine."messageChannel", mine."autopilot", mine."upstreamCreatedAt", mine."upstreamUpdatedAt")
        IS DISTINCT FROM
          (NULL::timestamptz, excluded."name", coalesce(excluded."description", mine."description"),
           coalesce(excluded."direction", mine."direction"), coalesce(excluded."agent", mine."agent"),
           coalesce(excluded."isActive", mine."isActive"), coalesce(excluded."messageChannel", mine."messageChannel"),
           coalesce(excluded."autopilot", mine."autopilot"), excluded."upstreamCreatedAt", excluded."upstreamUpdatedAt")`;
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
 * The same of the folders that call flows are in. Where none is in any, nothing is sent.
 * @param unlistedOnly whether to do so only for folders that were met since the last list of folders
 */
async function syncFolderNames(workspace: ConnectedWorkspace, unlistedOnly: boolean): Promise<void> {
  try {
    if (!(await hasFolders(workspace.id, unlistedOnly))) return;
    await rememberFolders(workspace.id, (await listFolders(workspace.connection)).items);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
  }
}

/** The same of the knowledge bases: a copy finds by its name what a flow names in another workspace. */
async function syncBaseNames(workspace: ConnectedWorkspace): Promise<void> {
  try {
    await rememberKnowledgeBases(workspace.id, (await listKnowledgeBases(workspace.connection)).items);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
  }
}

/**
 * Updates the mirror's index from the upstream's list. A field that a summary leaves out stays as it is (upstream
 * quirk Q28). Flows that are gone are marked, never deleted. The flows themselves are read by the keeper
 * (`lib/keeper`), those first that the list shows to be updated.
 *
 * @param withAgents whether to list the agents too, and folders where flows are in some: each costs a request more. Folders
 *   that are new here are listed in any case
 * @param withBases whether to list the knowledge bases, too. No person waits for them: the keeper does it
 * @throws UpstreamError as `listFlows`
 */
export async function syncFlows(
  workspace: ConnectedWorkspace,
  kind: FlowKind,
  { withAgents = true, withBases = false }: { withAgents?: boolean; withBases?: boolean } = {},
): Promise<void> {
  const startedAt = new Date();
  const { items, dropped } = await listFlows(workspace.connection, kind);
  if (withAgents) await syncAgentNames(workspace, kind);
  if (kind === "call_flow") await syncFolderNames(workspace, !withAgents);
  if (withBases) await syncBaseNames(workspace);
  const workspaceId = workspace.id;
  const sync = {
    syncedAt: startedAt,
    dropped,
    ...(withAgents ? { agentsAt: startedAt } : {}),
    ...(withBases ? { basesAt: startedAt } : {}),
  };
  await database().$transaction(async (tx) => {
    await upsertRows(tx, workspaceId, kind, items, startedAt);
    await storeListedTexts(tx, workspaceId, kind, items);
    const here = items.map((item) => item.id);
    await markMissing(tx, workspaceId, kind, here, startedAt);
    await tx.mirrorSync.upsert({
      where: { workspaceId_kind: { workspaceId, kind } },
      create: { workspaceId, kind, ...sync },
      update: sync,
    });
  });
}
