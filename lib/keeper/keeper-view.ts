import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { budgetOf } from "@/lib/workspaces/budget/budgets";
import { type ConnectedWorkspace, connectRow, WORKSPACE_KEYS, workspaceKeys } from "@/lib/workspaces/connect";
import { roomsOf } from "./known-state";
import type { KeyRoom } from "./plan";

const date = z.date().nullable();
const keptRow = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  colour: z.int(),
  callListAt: date,
  messageListAt: date,
  flows: z.int(),
  unread: z.int(),
  moved: z.int(),
  oldestReadAt: date,
  listReads: z.int(),
  flowReads: z.int(),
  driftFound: z.int(),
  answeredAt: date,
  failures: z.int(),
  failingSince: date,
  retryAt: date,
  problem: z.string().nullable(),
});

/** How fresh the mirror of one workspace is, and what the keeper has done for it since it first did anything. */
export type KeptFacts = z.output<typeof keptRow>;

/** Returns the facts of all workspaces, by name. Flows that are gone don't count. */
export async function keptFacts(): Promise<KeptFacts[]> {
  return await queryRows(database(), "what is kept fresh", keptRow)`
    SELECT w."id", w."slug", w."name", w."colour", c."syncedAt" AS "callListAt", m."syncedAt" AS "messageListAt",
           coalesce(f."flows", 0) AS "flows", coalesce(f."unread", 0) AS "unread", coalesce(f."moved", 0) AS "moved",
           f."oldestReadAt", coalesce(k."listReads", 0) AS "listReads", coalesce(k."flowReads", 0) AS "flowReads",
           coalesce(k."driftFound", 0) AS "driftFound", k."answeredAt", coalesce(k."failures", 0) AS "failures",
           k."failingSince", k."retryAt", k."problem"
    FROM "Workspace" w
    LEFT JOIN "MirrorSync" c ON c."workspaceId" = w."id" AND c."kind" = 'call_flow'
    LEFT JOIN "MirrorSync" m ON m."workspaceId" = w."id" AND m."kind" = 'message_flow'
    LEFT JOIN "KeeperWork" k ON k."workspaceId" = w."id"
    LEFT JOIN (
      SELECT "workspaceId", count(*)::int AS "flows", count(*) FILTER (WHERE "revisionNumber" IS NULL)::int AS "unread",
             count(*) FILTER (WHERE "revisionNumber" IS NOT NULL AND "upstreamUpdatedAt" > "readUpstreamUpdatedAt")::int AS "moved",
             min("readAt") FILTER (WHERE "revisionNumber" IS NOT NULL) AS "oldestReadAt"
      FROM "Flow" WHERE "missingSince" IS NULL GROUP BY "workspaceId") f ON f."workspaceId" = w."id"
    ORDER BY lower(w."name"), w."id"`;
}

/** Returns since when one replica has kept the mirror fresh; null while none does. */
export async function keptSince(): Promise<Date | null> {
  const [lease] = await queryRows(database(), "the keeper's lease", z.object({ takenAt: z.date() }))`
    SELECT "takenAt" FROM "KeeperLease" WHERE "until" > now()`;
  return lease?.takenAt ?? null;
}

/** Returns what may be sent with each workspace's key, by the workspace's id; none for a key that can't be opened. */
async function roomsByWorkspace(): Promise<Map<string, KeyRoom>> {
  const rows = await queryRows(database(), "the keys of all workspaces", workspaceKeys)`
    SELECT ${WORKSPACE_KEYS} FROM "Workspace" w`;
  const connected: ConnectedWorkspace[] = [];
  for (const row of rows) {
    try {
      connected.push(connectRow(row, { purpose: "background" }));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
    }
  }
  const rooms = await roomsOf(connected);
  return new Map(
    connected.flatMap(({ id, connection }) => {
      const room = rooms.get(budgetOf(connection.apiKey).key);
      return room ? [[id, room]] : [];
    }),
  );
}

/** A workspace as the page about reading in the background shows it. */
export interface KeptWorkspaceView {
  id: string;
  slug: string;
  name: string;
  colour: number;
  /** When its lists were last read; null for one that never was. */
  callListAt: string | null;
  messageListAt: string | null;
  flows: number;
  unread: number;
  /** Flows that a list shows to be updated since they were read. */
  moved: number;
  /** When the flow was read that was read longest ago. */
  oldestReadAt: string | null;
  reads: number;
  driftFound: number;
  answeredAt: string | null;
  /** What may be sent with its key in a minute, and now; null for a key that can't be opened. */
  room: KeyRoom | null;
  failure: { since: string; retryAt: string; problem: string } | null;
}

/** Reading in the background as a whole. */
export interface KeeperView {
  /** Null while no replica does it. */
  since: string | null;
  workspaces: KeptWorkspaceView[];
}

const text = (moment: Date | null) => moment?.toISOString() ?? null;

function failureIn({ failures, failingSince, retryAt, problem }: KeptFacts): KeptWorkspaceView["failure"] {
  if (failures === 0 || failingSince === null || retryAt === null) return null;
  return { since: failingSince.toISOString(), retryAt: retryAt.toISOString(), problem: problem ?? "" };
}

/** Returns what the keeper may spend, has done and has found, for all workspaces, by four statements. */
export async function keeperView(): Promise<KeeperView> {
  const [since, facts, rooms] = await Promise.all([keptSince(), keptFacts(), roomsByWorkspace()]);
  return {
    since: text(since),
    workspaces: facts.map((row) => ({
      id: row.id,
      slug: row.slug,
      name: row.name,
      colour: row.colour,
      callListAt: text(row.callListAt),
      messageListAt: text(row.messageListAt),
      flows: row.flows,
      unread: row.unread,
      moved: row.moved,
      oldestReadAt: text(row.oldestReadAt),
      reads: row.listReads + row.flowReads,
      driftFound: row.driftFound,
      answeredAt: text(row.answeredAt),
      room: rooms.get(row.id) ?? null,
      failure: failureIn(row),
    })),
  };
}
