import "server-only";
import { v7 as uuidv7 } from "uuid";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/flow-kind";
import { listAgents } from "@/lib/upstream/list-agents";
import { listFlows } from "@/lib/upstream/list-flows";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { agentKindOf, rememberAgents } from "./mirror-agents";

function when(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
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
 * leaves a field out does not clear it (upstream quirk Q28). Flows that are gone are marked, never deleted.
 *
 * @throws UpstreamError as `listFlows`
 */
export async function syncFlows(workspace: ConnectedWorkspace, kind: FlowKind): Promise<void> {
  const startedAt = new Date();
  const { items, dropped } = await listFlows(workspace.connection, kind);
  await syncAgentNames(workspace, kind);
  const workspaceId = workspace.id;
  await database().$transaction(async (tx) => {
    for (const item of items) {
      const told = {
        name: item.name,
        direction: item.direction,
        agent: item.agent,
        isActive: item.isActive,
        ...(item.description !== undefined ? { description: item.description } : {}),
        ...(item.messageChannel !== undefined ? { messageChannel: item.messageChannel } : {}),
        ...(item.autopilot !== undefined ? { autopilot: item.autopilot } : {}),
        upstreamCreatedAt: when(item.createdAt),
        upstreamUpdatedAt: when(item.updatedAt),
        missingSince: null,
      };
      await tx.flow.upsert({
        where: { workspaceId_kind_upstreamId: { workspaceId, kind, upstreamId: item.id } },
        create: { id: uuidv7(), workspaceId, kind, upstreamId: item.id, ...told },
        update: told,
      });
    }
    const here = items.map((item) => item.id);
    // A flow that was read after the list was asked for is newer than the list, so it isn't missing.
    await tx.flow.updateMany({
      where: {
        workspaceId,
        kind,
        upstreamId: { notIn: here },
        missingSince: null,
        OR: [{ readAt: null }, { readAt: { lt: startedAt } }],
      },
      data: { missingSince: startedAt },
    });
    await tx.mirrorSync.upsert({
      where: { workspaceId_kind: { workspaceId, kind } },
      create: { workspaceId, kind, syncedAt: startedAt, dropped },
      update: { syncedAt: startedAt, dropped },
    });
  });
}
