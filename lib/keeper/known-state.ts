import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { budgetOf } from "@/lib/workspaces/budget/budgets";
import type { KeyBudget } from "@/lib/workspaces/budget/key-budget";
import { readLedgers } from "@/lib/workspaces/budget/ledger-row";
import { type ConnectedWorkspace, connectRow, WORKSPACE_KEYS, workspaceKeys } from "@/lib/workspaces/connect";
import type { Pauses } from "./back-off";
import { type KeyRoom, type KnownWorkspace, MOST_OF_A_WORKSPACE, OLD_FLOW_MS, roomOfKey } from "./plan";

const { sql } = Prisma;

/** How long the lease lasts that a round renews: a holder that dies is followed by another replica when it is over. */
const LEASE_SECONDS = 8;

const dueFlow = z.object({
  rowId: z.string(),
  kind: z.enum(FLOW_KINDS),
  id: z.string(),
  why: z.enum(["moved", "unread", "old"]),
});
const date = z.date().nullable();
const knownRow = z.object({
  ...workspaceKeys.shape,
  now: z.date(),
  lookedAt: date,
  callListAt: date,
  callAgentsAt: date,
  basesAt: date,
  messageListAt: date,
  messageAgentsAt: date,
  answeredAt: date,
  flowReadAt: date,
  failures: z.int().nullable(),
  failingSince: date,
  failedAt: date,
  retryAt: date,
  keyRefused: z.boolean().nullable(),
  flows: z.array(dueFlow),
});
type KnownRow = z.output<typeof knownRow>;

/** Takes or renews the lease: a row of `lease` means that this process has it. Nobody waits for the disk. */
const leaseOf = (holder: string) => sql`
  "unflushed" AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
  "lease" AS (
    INSERT INTO "KeeperLease" AS mine ("id", "holder", "takenAt", "until")
    SELECT 1, ${holder}::uuid, now(), now() + make_interval(secs => ${LEASE_SECONDS}::float8) FROM "unflushed"
    ON CONFLICT ("id") DO UPDATE SET "holder" = excluded."holder", "until" = excluded."until",
      "takenAt" = CASE WHEN mine."holder" = excluded."holder" THEN mine."takenAt" ELSE excluded."takenAt" END
    WHERE mine."holder" = excluded."holder" OR mine."until" <= now()
    RETURNING "holder")`;

/** The next flows of a workspace (its table is `w`), each group by an index of its own. */
const dueFlows = (paused: string[]) => sql`
  SELECT coalesce(jsonb_agg(jsonb_build_object('rowId', d."id", 'kind', d."kind", 'id', d."upstreamId", 'why', d."why")
                            ORDER BY d."place"), '[]'::jsonb) AS "flows"
  FROM (
    (SELECT f."id", f."kind", f."upstreamId", CASE WHEN f."revisionNumber" IS NULL THEN 'unread' ELSE 'moved' END AS "why",
            row_number() OVER (ORDER BY f."revisionNumber" IS NULL, f."upstreamUpdatedAt" DESC NULLS LAST, f."id") AS "place"
     FROM "Flow" f
     WHERE f."workspaceId" = w."id" AND f."missingSince" IS NULL
       AND (f."revisionNumber" IS NULL OR f."upstreamUpdatedAt" > f."readUpstreamUpdatedAt")
       AND NOT f."id" = ANY(${paused}::uuid[])
     ORDER BY "place" LIMIT ${MOST_OF_A_WORKSPACE}::int)
    UNION ALL
    (SELECT f."id", f."kind", f."upstreamId", 'old', 1000 + row_number() OVER (ORDER BY f."readAt")
     FROM "Flow" f
     WHERE f."workspaceId" = w."id" AND f."missingSince" IS NULL AND f."revisionNumber" IS NOT NULL
       AND f."readAt" < now() - make_interval(secs => ${OLD_FLOW_MS / 1000}::float8)
       AND NOT f."id" = ANY(${paused}::uuid[])
     ORDER BY f."readAt" LIMIT ${MOST_OF_A_WORKSPACE}::int)) d`;

function readRows(holder: string, paused: string[]): Promise<KnownRow[]> {
  return queryRows(
    prepared(),
    "what the keeper knows",
    knownRow,
  )(sql`
    WITH ${leaseOf(holder)}
    SELECT ${WORKSPACE_KEYS}, clock_timestamp() AS "now", w."lookedAt", c."syncedAt" AS "callListAt",
           c."agentsAt" AS "callAgentsAt", c."basesAt", m."syncedAt" AS "messageListAt", m."agentsAt" AS "messageAgentsAt",
           k."answeredAt", k."flowReadAt", k."failures", k."failingSince", k."failedAt", k."retryAt", k."keyRefused",
           due."flows"
    FROM "lease" CROSS JOIN "Workspace" w
    LEFT JOIN "MirrorSync" c ON c."workspaceId" = w."id" AND c."kind" = 'call_flow'
    LEFT JOIN "MirrorSync" m ON m."workspaceId" = w."id" AND m."kind" = 'message_flow'
    LEFT JOIN "KeeperWork" k ON k."workspaceId" = w."id"
    CROSS JOIN LATERAL (${dueFlows(paused)}) due`);
}

/** A workspace, and how to reach it; or why it can't be. */
export interface KeptWorkspace {
  known: KnownWorkspace;
  /** How often in a row it could not be read. */
  failures: number;
  isShownFailing: boolean;
  connected: ConnectedWorkspace | UpstreamError;
}

const time = (moment: Date | null) => moment?.getTime() ?? null;

function latest(...moments: (Date | null)[]): number | null {
  const times = moments.flatMap((moment) => (moment === null ? [] : [moment.getTime()]));
  return times.length > 0 ? Math.max(...times) : null;
}

function failureOf(row: KnownRow): KnownWorkspace["failure"] {
  const { failures, failingSince, failedAt, retryAt, keyRefused, health, healthCheckedAt } = row;
  if (!failures || !failingSince || !failedAt || !retryAt) return null;
  // Somebody else has had an answer since, or has replaced the key.
  if (health === "ok" && healthCheckedAt !== null && healthCheckedAt > failedAt) return null;
  return { since: failingSince.getTime(), retryAt: retryAt.getTime(), keyRefused: keyRefused === true };
}

function connectedBy(row: KnownRow): ConnectedWorkspace | UpstreamError {
  try {
    return connectRow(row, { purpose: "background" });
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
}

function kept(row: KnownRow, pauses: Pauses): KeptWorkspace {
  const connected = connectedBy(row);
  const failure = failureOf(row);
  const list = (kind: string, readAt: Date | null, agentsAt: Date | null) => ({
    readAt: time(readAt),
    agentsAt: time(agentsAt),
    isPaused: pauses.has(listName(row.id, kind)),
  });
  return {
    known: {
      id: row.id,
      // One that can't be opened shares its budget with nobody.
      key: connected instanceof UpstreamError ? row.id : budgetOf(connected.connection.apiKey).key,
      lookedAt: time(row.lookedAt),
      heardAt: latest(row.answeredAt, row.callListAt, row.messageListAt, row.healthCheckedAt),
      failure,
      flowReadAt: time(row.flowReadAt),
      lists: {
        call_flow: list("call_flow", row.callListAt, row.callAgentsAt),
        message_flow: list("message_flow", row.messageListAt, row.messageAgentsAt),
      },
      basesAt: time(row.basesAt),
      flows: row.flows,
    },
    failures: failure ? (row.failures ?? 0) : 0,
    isShownFailing: row.health === "failing",
    connected,
  };
}

/** The name of a list among what is left alone for a while; a flow's is the id of its row. */
export function listName(workspaceId: string, kind: string): string {
  return `${workspaceId} ${kind}`;
}

/**
 * Takes or renews the lease, and returns all workspaces as the mirror knows them, by one statement.
 * @param holder this process's own name for its lease
 * @returns null where another process has the lease; also for a portal without workspaces
 */
export async function takeLease(
  holder: string,
  pauses: Pauses,
): Promise<{ workspaces: KeptWorkspace[]; now: number } | null> {
  const paused = pauses.all().filter((item) => !item.includes(" "));
  const rows = await readRows(holder, paused);
  const [first] = rows;
  if (!first) return null;
  return { workspaces: rows.map((row) => kept(row, pauses)), now: first.now.getTime() };
}

/** Returns what the keeper may send with the key of each workspace, by one statement for all keys. */
export async function roomsOf(
  connected: readonly (ConnectedWorkspace | UpstreamError)[],
): Promise<Map<string, KeyRoom>> {
  const budgets = new Map<string, KeyBudget>();
  for (const one of connected) {
    if (one instanceof UpstreamError) continue;
    const budget = budgetOf(one.connection.apiKey);
    budgets.set(budget.key, budget);
  }
  const ledgers = await readLedgers([...budgets.keys()]);
  return new Map(
    [...budgets].flatMap(([key, budget]) => {
      const ledger = ledgers.get(key);
      return ledger ? [[key, roomOfKey(budget.leftIn(ledger, { purpose: "background" }, 1))]] : [];
    }),
  );
}
