import "server-only";
import { type LastChange, lastChangesOf } from "@/lib/audit/search/last-changes";
import { database } from "@/lib/db/client";
import type { Flow as FlowRow, Prisma } from "@/lib/db/generated/client";
import { literalText } from "@/lib/db/values";
import { type DriftState, driftState } from "@/lib/flows/diff/drift-state";
import type { FlowKind } from "@/lib/flows/model/flow";
import { UUID } from "@/lib/text/ids";
import { foldedWords } from "@/lib/text/readable";
import { changedUpstream } from "./drift";
import { agentKindOf, agentNames } from "./pickers";

export type FlowSort = "name" | "-name" | "updatedAt" | "-updatedAt";

export interface FlowQuery {
  /** Words in the name or the description, in any order, without regard to case and accents. */
  q?: string;
  isActive?: boolean;
  direction?: string;
  agent?: string;
  sort?: FlowSort;
  /** 1 to 200. */
  limit: number;
  cursor?: string;
}

export interface FlowListItem {
  /** The upstream's id. */
  id: string;
  name: string;
  description: string | null;
  direction: string | null;
  isActive: boolean | null;
  agent: string | null;
  /** As last listed; null when no list named the agent. */
  agentName: string | null;
  messageChannel: string | null;
  autopilot: boolean | null;
  updatedAt: string | null;
  /** The last sync did not find it upstream any more. */
  missing: boolean;
  /** Never says that this device holds edits, since the server doesn't know of any. */
  driftState: DriftState;
  /** Null where the log knows none. */
  lastChange: LastChange | null;
}

export interface FlowList {
  items: FlowListItem[];
  nextCursor: string | null;
  /** When the list was last read from the upstream; null when it never was. */
  asOf: string | null;
  total: number;
  /** With words: how many of the other flows have a description that was never read, and so can't be searched. */
  unread: number;
}

const ORDERS: Record<FlowSort, Prisma.FlowOrderByWithRelationInput[]> = {
  name: [{ foldedName: "asc" }, { id: "asc" }],
  "-name": [{ foldedName: "desc" }, { id: "asc" }],
  updatedAt: [{ upstreamUpdatedAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
  "-updatedAt": [{ upstreamUpdatedAt: { sort: "desc", nulls: "last" } }, { id: "asc" }],
};

/** Returns the id of the last row of the page before. A text that is no cursor starts at the beginning. */
function cursorRow(cursor: string | undefined): string | null {
  return cursor && UUID.test(cursor) ? cursor : null;
}

/** A flow as a list says of it, without what the log knows. */
export type ListedFlow = Omit<FlowListItem, "lastChange">;

function toListedFlow(row: FlowRow, agents: Map<string, string>): ListedFlow {
  return {
    id: row.upstreamId,
    name: row.name,
    description: row.description,
    direction: row.direction,
    isActive: row.isActive,
    agent: row.agent,
    agentName: (row.agent && agents.get(row.agent)) || null,
    messageChannel: row.messageChannel,
    autopilot: row.autopilot,
    updatedAt: row.upstreamUpdatedAt?.toISOString() ?? null,
    missing: row.missingSince !== null,
    driftState: driftState({
      seen: row.revisionNumber !== null,
      changedHere: false,
      changedUpstream: changedUpstream(row),
    }),
  };
}

/** Returns a flow as the lists last showed it; null for one that was never listed. */
export async function findListedFlow(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
): Promise<ListedFlow | null> {
  const row = await database().flow.findUnique({
    where: { workspaceId_kind_upstreamId: { workspaceId, kind, upstreamId } },
  });
  return row ? toListedFlow(row, await agentNames(workspaceId, agentKindOf(kind))) : null;
}

/**
 * Returns a page of the mirror's index. Sends nothing to the upstream: see `loadFlowList` for a list that is read
 * first.
 */
export async function listMirroredFlows(
  workspaceId: string,
  kind: FlowKind,
  query: FlowQuery,
): Promise<FlowList> {
  const words = foldedWords(query.q ?? "").map(literalText);
  const inName = words.map((word) => ({ foldedName: { contains: word } }));
  const inEither = words.map((word) => ({
    OR: [{ foldedName: { contains: word } }, { foldedDescription: { contains: word } }],
  }));
  const among: Prisma.FlowWhereInput = {
    workspaceId,
    kind,
    name: { not: "" },
    isActive: query.isActive,
    direction: query.direction,
    agent: query.agent,
  };
  const where = { ...among, AND: inEither };
  // Lists of call flows have no descriptions, so that one is known from the first full read on.
  const unread = { ...among, revisionNumber: null, description: null, NOT: { AND: inName } };
  const after = cursorRow(query.cursor);
  const [rows, total, unreadCount, sync, agents] = await Promise.all([
    database().flow.findMany({
      where,
      orderBy: ORDERS[query.sort ?? "name"],
      take: query.limit + 1,
      ...(after ? { cursor: { id: after }, skip: 1 } : {}),
    }),
    database().flow.count({ where }),
    words.length > 0 ? database().flow.count({ where: unread }) : 0,
    database().mirrorSync.findUnique({ where: { workspaceId_kind: { workspaceId, kind } } }),
    agentNames(workspaceId, agentKindOf(kind)),
  ]);
  const shown = rows.slice(0, query.limit);
  const ids = shown.map(({ upstreamId: id }) => id);
  const lastChanges = await lastChangesOf(workspaceId, kind, ids);
  return {
    items: shown.map((row) => ({
      ...toListedFlow(row, agents),
      lastChange: lastChanges.get(row.upstreamId) ?? null,
    })),
    nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    asOf: sync?.syncedAt.toISOString() ?? null,
    total,
    unread: unreadCount,
  };
}
