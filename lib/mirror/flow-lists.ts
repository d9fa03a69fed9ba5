import "server-only";
import { z } from "zod";
import { type LastChange, lastChangesOf } from "@/lib/audit/search/last-changes";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { type DriftState, driftState } from "@/lib/flows/diff/drift-state";
import type { FlowKind } from "@/lib/flows/model/flow";
import { UUID } from "@/lib/text/ids";
import { CHANGED_UPSTREAM } from "./drift";
import { type CopyConditions, countFlows, type FlowFilter, flowCondition, flowsOf } from "./flow-filter";
import { etagOf } from "./flow-state";
import { agentKindOf } from "./pickers";

const { sql, raw } = Prisma;

export type FlowSort = "name" | "-name" | "updatedAt" | "-updatedAt";

export interface FlowQuery extends FlowFilter {
  /** Lists the flows of one folder after those of another, and sorts within each. */
  group?: "folder";
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
  /** Null for none, and for a flow that was never read in full. Its name is null when no list named the folder. */
  folder: { id: string; name: string | null } | null;
  messageChannel: string | null;
  autopilot: boolean | null;
  updatedAt: string | null;
  /** The last sync did not find it upstream any more. */
  missing: boolean;
  /** Never says that this device holds edits, since the server doesn't know of any. */
  driftState: DriftState;
  /** The entity tag of the newest state that was read: what a change of it is sent with. Null where none was. */
  etag: string | null;
  /** Null where the log knows none. */
  lastChange: LastChange | null;
  /** Null for a flow that is no copy. */
  copiedFrom: CopiedFrom | null;
}

/** Says of a flow that it is a copy. */
export interface CopiedFrom {
  /** Null for one that the reader may not see, or that is gone: then nothing is known of it. */
  source: {
    /** The workspace's slug. */
    workspace: string;
    /** The upstream's id; the kind is the copy's. */
    id: string;
    name: string;
    /** How many versions of it came after the one that was taken: 0 for none. */
    behind: number;
  } | null;
}

/** What a reader may know of the copies in a list. `copiesFor` of `lib/transfers/listed-copies.ts` makes it. */
export interface ListedCopies extends CopyConditions {
  /** Returns what the flows that are copies were copied from. One statement. */
  readSources(rowIds: readonly string[]): Promise<ReadonlyMap<string, CopiedFrom>>;
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

/** A flow as a list says of it, without what the log and the links know. */
export type ListedFlow = Omit<FlowListItem, "lastChange" | "copiedFrom">;

const text = z.string();
const textOrNull = text.nullable();

const listedRow = z.object({
  rowId: text,
  upstreamId: text,
  name: text,
  description: textOrNull,
  direction: textOrNull,
  isActive: z.boolean().nullable(),
  agent: textOrNull,
  agentName: textOrNull,
  folderId: textOrNull,
  folderName: textOrNull,
  messageChannel: textOrNull,
  autopilot: z.boolean().nullable(),
  updatedAt: z.date().nullable(),
  missing: z.boolean(),
  seen: z.boolean(),
  changedUpstream: z.boolean(),
  contentHash: textOrNull,
});

/** Reads rows of flows, with the names of what they name. `rest` goes on after the tables: ordering, and how many. */
async function readListed(
  workspaceId: string,
  kind: FlowKind,
  condition: Prisma.Sql,
  rest: Prisma.Sql,
): Promise<z.output<typeof listedRow>[]> {
  return await queryRows(database(), "a list of flows", listedRow)`
    SELECT f."id"::text AS "rowId", f."upstreamId", f."name", f."description", f."direction", f."isActive", f."agent",
           a."name" AS "agentName", f."folderId", d."name" AS "folderName", f."messageChannel", f."autopilot",
           f."upstreamUpdatedAt" AS "updatedAt", f."missingSince" IS NOT NULL AS "missing",
           f."revisionNumber" IS NOT NULL AS "seen", f."changedUpstream", f."contentHash"
    FROM (
      SELECT f.*, t."folderId", ${CHANGED_UPSTREAM} AS "changedUpstream"
      FROM ${flowsOf(workspaceId, kind)} AND ${condition}) AS f
    LEFT JOIN "MirroredAgent" a ON a."workspaceId" = f."workspaceId" AND a."kind" = ${agentKindOf(kind)}
      AND a."upstreamId" = f."agent"
    LEFT JOIN "MirroredFolder" d ON d."workspaceId" = f."workspaceId" AND d."upstreamId" = f."folderId"
    ${rest}`;
}

function toListedFlow(row: z.output<typeof listedRow>): ListedFlow {
  return {
    id: row.upstreamId,
    name: row.name,
    description: row.description,
    direction: row.direction,
    isActive: row.isActive,
    agent: row.agent,
    agentName: row.agentName || null,
    folder: row.folderId ? { id: row.folderId, name: row.folderName || null } : null,
    messageChannel: row.messageChannel,
    autopilot: row.autopilot,
    updatedAt: row.updatedAt?.toISOString() ?? null,
    missing: row.missing,
    driftState: driftState({
      seen: row.seen,
      changedHere: false,
      changedUpstream: row.changedUpstream,
    }),
    etag: row.contentHash === null ? null : etagOf(row.contentHash),
  };
}

/** Returns a flow as the lists last showed it; null for one that was never listed. */
export async function findListedFlow(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
): Promise<ListedFlow | null> {
  const [row] = await readListed(workspaceId, kind, sql`f."upstreamId" = ${upstreamId}`, sql``);
  return row ? toListedFlow(row) : null;
}

/** What flows are sorted by, which is never null, and the direction. */
const ORDERS: Record<FlowSort, { key: string; descending: boolean }> = {
  name: { key: `f."foldedName"`, descending: false },
  "-name": { key: `f."foldedName"`, descending: true },
  updatedAt: { key: `COALESCE(f."upstreamUpdatedAt", 'infinity')`, descending: false },
  "-updatedAt": { key: `COALESCE(f."upstreamUpdatedAt", '-infinity')`, descending: true },
};

/** Sorts folders by name, then those of unknown names, the flows that are in none, and those that nobody has read. */
const BY_FOLDER = `CASE WHEN f."folderId" IS NULL THEN CASE WHEN f."revisionNumber" IS NULL THEN '4' ELSE '3' END
  WHEN COALESCE(d."words", '') = '' THEN '2 ' || f."folderId" ELSE '1 ' || d."words" || ' ' || f."folderId" END`;

/** Returns how a page of the list is read: the order, and where it goes on. */
function pageOfFlows(workspaceId: string, { sort = "name", group, limit, cursor }: FlowQuery): Prisma.Sql {
  const { key, descending } = ORDERS[sort];
  // A constant alone is no valid order.
  const folder = raw(group === "folder" ? BY_FOLDER : "''::text");
  const order = raw(key);
  const beyond = raw(descending ? "<" : ">");
  // A flow that does not match any more since the page before still says where that page ended.
  const after =
    cursor && UUID.test(cursor)
      ? sql`CROSS JOIN (
          SELECT ${folder} AS "folder", ${order} AS "key", f."id" FROM (
            SELECT c.*, ct."folderId" FROM "Flow" c LEFT JOIN "FlowText" ct ON ct."flowId" = c."id"
            WHERE c."id" = ${cursor}::uuid AND c."workspaceId" = ${workspaceId}::uuid) AS f
          LEFT JOIN "MirroredFolder" d ON d."workspaceId" = f."workspaceId" AND d."upstreamId" = f."folderId") AS last
        WHERE ${folder} > last."folder" OR (${folder} = last."folder" AND (${order} ${beyond} last."key"
          OR (${order} = last."key" AND f."id" > last."id")))`
      : sql``;
  return sql`${after} ORDER BY ${folder}, ${order} ${raw(descending ? "DESC" : "ASC")}, f."id" LIMIT ${limit + 1}`;
}

/**
 * Returns a page of the mirror's index. Sends nothing to the upstream: see `loadFlowList` for a list that is read
 * first.
 */
export async function listMirroredFlows(
  workspaceId: string,
  kind: FlowKind,
  query: FlowQuery,
  copies: ListedCopies,
): Promise<FlowList> {
  // Before the rows: beside them, a refresh that ends in between would date old rows, or none, with its own time.
  const sync = await database().mirrorSync.findUnique({ where: { workspaceId_kind: { workspaceId, kind } } });
  const [rows, { total, unread }] = await Promise.all([
    readListed(workspaceId, kind, flowCondition(query, copies), pageOfFlows(workspaceId, query)),
    countFlows(workspaceId, kind, query, copies),
  ]);
  const shown = rows.slice(0, query.limit);
  const ids = shown.map(({ upstreamId }) => upstreamId);
  const [lastChanges, sources] = await Promise.all([
    lastChangesOf(workspaceId, kind, ids),
    copies.readSources(shown.map(({ rowId }) => rowId)),
  ]);
  return {
    items: shown.map((row) => ({
      ...toListedFlow(row),
      lastChange: lastChanges.get(row.upstreamId) ?? null,
      copiedFrom: sources.get(row.rowId) ?? null,
    })),
    nextCursor: rows.length > query.limit ? (shown.at(-1)?.rowId ?? null) : null,
    asOf: sync?.syncedAt.toISOString() ?? null,
    total,
    unread,
  };
}
